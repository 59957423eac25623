# a workbook with everything that must survive
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
wb=Workbook(); ws=wb.active; ws.title="填报表"
ws["A1"]="统计表"; ws.merge_cells("A1:D1")
ws["A2"]="单位"; ws["B2"]="会员数"; ws["C2"]="覆盖率"; ws["D2"]="日期"
ws["A3"]="甲县"; ws["B3"]=1203; ws["C3"]=0.855; ws["C3"].number_format="0.0%"
import datetime
ws["D3"]=datetime.date(2023,2,15); ws["D3"].number_format="yyyy-mm-dd"
ws["A5"]="乙县"; ws["B5"]=877.5; ws["C5"]=0.9; ws["C5"].number_format="0.00"; ws["D5"]="=B3+B5"
ws.merge_cells("A5:A6")
ws["B6"]="877人"
ws.row_dimensions[4].hidden=True; ws["A4"]="隐藏行"; ws["B4"]=1
ws.column_dimensions["E"].hidden=True; ws["E3"]="隐藏列"
ws["F3"]="=1/0"; ws["F5"]=True
ws["B3"].comment=Comment("请核实","x")
h=wb.create_sheet("字典"); h["A1"]="甲县"; h.sheet_state="hidden"
wb.save("base.xlsx")
