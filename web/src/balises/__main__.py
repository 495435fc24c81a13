from balises.site.cli import main

main()
