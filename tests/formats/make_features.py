"""Writes features.xlsx; LibreOffice makes the other formats of it.

    python3 make_features.py
    soffice --headless --convert-to xlsx --outdir counted features.xlsx  # formulas get results
    soffice --headless --convert-to ods features.xlsx
    soffice --headless --convert-to fods features.xlsx
    soffice --headless --convert-to xls features.xlsx
"""

import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment

book = Workbook()
sheet = book.active
sheet.title = "Feätures & £"
rows = [
    ("text", "Chief Executive\n\nDirectors £"),
    ("number", 16),
    ("fraction", 7.25),
    ("negative", -12.5),
    ("percent", 0.6, "0%"),
    ("money", 1950, '"£"#,##0.00'),
    ("date", datetime.date(2005, 11, 21), "dd/mm/yyyy"),
    ("moment", datetime.datetime(2005, 11, 21, 15, 30), "dd/mm/yyyy hh:mm"),
    ("time", datetime.time(9, 30), "hh:mm"),
    ("span", datetime.timedelta(hours=37, minutes=30), "[h]:mm"),
    ("yes", True),
    ("formula", "=B2*2"),
    ("words", '="Heads of "&"Service"'),
    ("nothing", '=""'),
    ("error", "=1/0"),
    ("missing", "=NA()"),
    ("blank", "   "),
    ("long", "Line of a long answer. " * 500),
    ("number as text", "007"),
    ("small date", datetime.date(1900, 3, 1), "d mmm"),
]
for number, (label, value, *shown) in enumerate(rows, 1):
    sheet.cell(number, 1, label)
    cell = sheet.cell(number, 2, value)
    if shown:
        cell.number_format = shown[0]
sheet.merge_cells("D2:F3")
sheet["D2"] = "merged"
sheet["D5"] = "D5 has a comment"
sheet["D5"].comment = Comment("Restructure planned\nfor 2006", "Author")
sheet.row_dimensions[7].hidden = True
sheet.column_dimensions["C"].hidden = True
sheet["C4"] = "in a hidden column"
hidden = book.create_sheet("Hidden sheet")
hidden["B2"] = "hidden"
hidden.sheet_state = "hidden"
book.create_sheet("Empty")
book.save("features.xlsx")
