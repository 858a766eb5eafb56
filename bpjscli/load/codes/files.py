"""F151 to F165: files that cannot be read, and files that include others."""

from __future__ import annotations

from typing import Final

from bpjscli.load.codes.catalogue import DIVIDER, Code, example_base, example_source

FILE_CODES: Final = (
    Code(
        code="F151",
        severity="error",
        title="File cannot be read",
        text=(
            "A file of the fact base is missing, may not be read, or is no file but a folder, a pipe or a device. The "
            "message says which. Name a TOML file."
        ),
        example=example_base('include = ["2026/*.toml"]\n') + f"{DIVIDER}2026/january.toml/\n",
    ),
    Code(
        code="F152",
        severity="error",
        title="File too large",
        text=(
            "A file is larger than bpjs reads unasked, 64 MiB. That is the room of some 900 000 figures, so it is "
            "more likely the wrong file. Set BPJS_MAX_BYTES to a number of bytes to raise the limit, or split the "
            "file."
        ),
        example=example_base(example_source()),
    ),
    Code(
        code="F153",
        severity="error",
        title="Not UTF-8",
        text=(
            "TOML is written in UTF-8. The message names the first byte that is not, and the encoding that the file "
            "seems to be in. Open it in that encoding and save it as UTF-8."
        ),
        example=example_base(example_source('publisher = "Café Banjar"')),
    ),
    Code(
        code="F154",
        severity="error",
        title="Past a limit of the format",
        text=(
            "A line is longer than 1 MiB, a key has more than 64 dotted parts, arrays or tables are nested more than "
            "64 deep, or a number has thousands of digits. No fact base needs that, and some of it would take a "
            "parser minutes. Of more than 10,000 problems, the first ones are named, and the rest are counted."
        ),
        example=example_base("note" + ".a" * 64 + " = 1\n"),
    ),
    Code(
        code="F155",
        severity="error",
        title="Not valid TOML",
        text=(
            "The file breaks a rule of TOML at the line that is named; nothing after it could be read. Most often a "
            'number stands there as printed, without quotes: write printed = "80,5 persen", or value = 80.5. Other '
            "causes are a missing comma between figures and a quotation mark that is not closed."
        ),
        example=example_base(example_source(figures=('indicator = "coverage", value = 80,5',))),
    ),
    Code(
        code="F156",
        severity="error",
        title="A key written twice",
        text=(
            "A key or a table stands twice in the same place, and only one of them could count. Keep one. Several "
            "sources each begin with [[source]], in two brackets."
        ),
        example=example_base(example_source('title = "Cakupan"', 'title = "Peserta"')),
    ),
    Code(
        code="F161",
        severity="error",
        title="Include matches nothing",
        text=(
            "A pattern in `include` matches no file, and whatever figures it was to bring are missing. Patterns are "
            "relative to the folder of the file they stand in: `*` is any name, `**` any folders."
        ),
        example=example_base('include = ["2026/*.toml"]\n'),
    ),
    Code(
        code="F162",
        severity="error",
        title="Include leads out of the folder",
        text=(
            "A fact base reads only files in the folder of its first file and below, so that one from a stranger "
            "cannot read yours. Absolute paths, `..` and symbolic links that lead elsewhere are refused. Move the "
            "file into the folder."
        ),
        example=example_base('include = ["../other.toml"]\n'),
    ),
    Code(
        code="F163",
        severity="error",
        title="Files include one another in a circle",
        text=(
            "A file includes one that, directly or through others, includes it again. The message shows the way "
            "round. Let one file include all the others, and these none."
        ),
        example=example_base('include = ["kalbar.toml"]\n') + f'{DIVIDER}kalbar.toml\ninclude = ["kalteng.toml"]\n'
        f'{DIVIDER}kalteng.toml\ninclude = ["kalbar.toml"]\n',
    ),
    Code(
        code="F164",
        severity="warning",
        title="File names that look alike",
        text=(
            "Two included files have names that differ only in letter case or Unicode form. On many systems they "
            "would be one file, and the fact base would lose figures when it is copied there. Rename one."
        ),
        example=example_base('include = ["*.toml"]\n')
        + f"{DIVIDER}kalbar.toml\n{example_source()}{DIVIDER}Kalbar.toml\n",
    ),
    Code(
        code="F165",
        severity="error",
        title="Table cannot be read",
        text=(
            "A [[table]] block leads to no figures: no file matches its pattern, a column that it names is not in the "
            "file, what it says a column holds is no part of a figure and no indicator, or the file is damaged. The "
            "message says which, and what there is."
        ),
        example=example_base(
            example_source(),
            '[[table]]\nsource = "antara-2026-02-02"\nfile = "2026/*.csv"\n'
            'columns = { area = "kode", period = "bulan", coverage = "cakupan" }\n',
        ),
    ),
)
