"""roles.md: who may do what."""

from balises.organisations.permissions import Permission
from balises.organisations.roles import GRANTS, Role


def roles_page() -> str:
    header = "| permission | " + " | ".join(role.value for role in Role) + " |\n|---|" + "---|" * len(Role)
    rows = [
        f"| `{permission}` | " + " | ".join("oui" if permission in GRANTS[role] else "" for role in Role) + " |"
        for permission in Permission
    ]
    return f"# Qui peut faire quoi\n\nPour les membres et pour qui héberge.\n\n{header}\n" + "\n".join(rows) + "\n"
