"""Two files of SPSS, with labels and declared missing values: run in this folder, writes two files. Needs polars."""

from pathlib import Path

import polars
import pyreadstat

HERE = Path(__file__).parent


def main():
    plain = polars.DataFrame({"use": ["yes", "no", "yes"], "role": ["field", "", "office"]})
    pyreadstat.write_sav(plain, str(HERE / "plain.sav"))
    labelled = polars.DataFrame({"trust": [1.0, 2.0, 9.0, 97.0, None], "age": [31.0, 40.5, 22.0, 20.0, 19.0]})
    pyreadstat.write_sav(
        labelled,
        str(HERE / "labelled.sav"),
        column_labels={"trust": "How far do you trust it?"},
        variable_value_labels={"trust": {1.0: "Not at all", 2.0: "Entirely", 9.0: "Does not know"}},
        missing_ranges={"trust": [9.0, {"lo": 90.0, "hi": 99.0}]},
    )


if __name__ == "__main__":
    main()
