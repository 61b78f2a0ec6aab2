"""Python's ways to read workbooks: every cell of every sheet of all files in a folder, in as
many processes as there are cores. `peers.py PEER FOLDER PROCESSES`; prints how many cells.

pandas is what people use; for each format it takes the reader it names for it. The others
read by themselves.
"""

import multiprocessing
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")


def pandas(path):
    import pandas

    engine = {".xls": "xlrd", ".xlsb": "pyxlsb", ".ods": "odf"}.get(path.suffix, "openpyxl")
    sheets = pandas.read_excel(path, sheet_name=None, header=None, engine=engine, keep_default_na=False)
    return sum(int((sheet.notna() & (sheet != "")).to_numpy().sum()) for sheet in sheets.values())


def calamine(path):
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return sum(cell not in ("", None) for row in rows for cell in row)


def fastexcel(path):
    import fastexcel

    book = fastexcel.read_excel(str(path))
    sheets = (book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names)
    return sum(sum(len(column) - column.null_count for column in sheet.to_arrow().columns) for sheet in sheets)


PEERS = {"openpyxl with pandas": pandas, "python-calamine": calamine, "fastexcel": fastexcel}


def main():
    peer, folder, processes = sys.argv[1:]
    files = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    with multiprocessing.Pool(int(processes)) as pool:
        cells = sum(pool.imap_unordered(PEERS[peer], files, chunksize=8))
    print(f"{cells} cells in {len(files)} files")


if __name__ == "__main__":
    main()
