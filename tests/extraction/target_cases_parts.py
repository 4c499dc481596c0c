"""More clauses as in `target_cases.py`: several values that share their words, brackets, sums of money in words."""

from __future__ import annotations

from target_cases import Case, number, words

PARTS = (
    Case(
        "Phấn đấu từ 60% trở lên các sở, ngành và 75% phòng, ban có cán bộ chuyên trách.",
        (
            number("các sở, ngành có cán bộ chuyên trách", 60, comparator=">="),
            number("phòng, ban có cán bộ chuyên trách", 75),
        ),
    ),
    Case(
        "Tỷ lệ hộ dùng nước sạch đạt 82% (có đồng hồ đo nước đạt 64%) vào năm 2024.",
        (
            number("Tỷ lệ hộ dùng nước sạch", 82, year=2024),
            number("Tỷ lệ hộ dùng nước sạch có đồng hồ đo nước", 64, year=2024),
        ),
    ),
    Case(
        "Đến năm 2023, tỷ lệ trẻ đi nhà trẻ đạt 35%, tỷ lệ trẻ đi mẫu giáo đạt 92%; năm 2025 lần lượt đạt 40% và 96%.",
        (
            number("tỷ lệ trẻ đi nhà trẻ", 35, year=2023),
            number("tỷ lệ trẻ đi mẫu giáo", 92, year=2023),
            number("tỷ lệ trẻ đi nhà trẻ", 40),
            number("tỷ lệ trẻ đi mẫu giáo", 96),
        ),
    ),
    Case(
        "Chăm lo 120 người, trong đó thăm tại nhà 40 người, thăm tại bệnh viện 25 lượt người trở lên.",
        (
            number("Chăm lo người", 120, "count"),
            number("thăm tại nhà người", 40, "count"),
            number("thăm tại bệnh viện lượt người", 25, "count", comparator=">="),
        ),
    ),
    Case(
        "Tỷ lệ lao động qua đào tạo đạt 45%, hằng năm dạy nghề cho khoảng 900 lao động.",
        (
            number("Tỷ lệ lao động qua đào tạo", 45),
            number("dạy nghề cho lao động", 900, "count", comparator="~", frequency="annual"),
        ),
    ),
    Case(
        "Năng suất rừng trồng đạt 22 m3/ha/năm; có thêm 02 đô thị loại V.",
        (
            number("Năng suất rừng trồng", 22, "other", unit_text="m3/ha", frequency="annual"),
            number("đô thị loại V", 2, "count", unit_text="đô thị", quantity="change", direction="increase"),
        ),
    ),
    Case(
        "Giá trị nông sản bán ra đạt 300 tỷ đồng, tăng bình quân hằng năm trong giai đoạn này đạt 8 - 9%/năm.",
        (
            number("Giá trị nông sản bán ra", "300000000000", "money"),
            number("Giá trị nông sản bán ra", 8, high=9, quantity="change", direction="increase", frequency="annual"),
        ),
    ),
    Case(
        "Tốc độ tăng giá trị sản xuất bình quân đạt 9%/năm, trong đó: trồng trọt, chăn nuôi 3,5%; công nghiệp - xây dựng 12%.",
        (
            number("Tốc độ tăng giá trị sản xuất bình quân", 9, frequency="annual"),
            number("Tốc độ tăng giá trị sản xuất bình quân", "3.5", scope="trồng trọt, chăn nuôi", frequency="annual"),
            number("Tốc độ tăng giá trị sản xuất bình quân", 12, scope="công nghiệp - xây dựng", frequency="annual"),
        ),
    ),
    Case(
        "Đưa 90 lao động đi làm việc tại thị trường ngoài nước có thu nhập ổn định (Nhật Bản 60 người, thị trường khác 30 người).",
        (
            number(
                "Đưa lao động đi làm việc tại thị trường ngoài nước có thu nhập ổn định",
                90,
                "count",
                unit_text="lao động",
            ),
            number(
                "Đưa lao động đi làm việc tại thị trường ngoài nước có thu nhập ổn định",
                60,
                "count",
                unit_text="người",
                scope="Nhật Bản",
            ),
            number(
                "Đưa lao động đi làm việc tại thị trường ngoài nước có thu nhập ổn định",
                30,
                "count",
                unit_text="người",
                scope="thị trường khác",
            ),
        ),
    ),
    Case(
        "Thu nhập bình quân đạt 70 triệu đồng; cơ cấu kinh tế: nông nghiệp 25%; công nghiệp 40%; dịch vụ 35%.",
        (
            number("Thu nhập bình quân", 70000000, "money"),
            number("cơ cấu kinh tế nông nghiệp", 25),
            number("cơ cấu kinh tế công nghiệp", 40),
            number("cơ cấu kinh tế dịch vụ", 35),
        ),
    ),
    Case(
        "Giảm tỷ suất tử vong trẻ em xuống còn 20/100.000 trẻ em và 15/100.000 trẻ em vào năm 2030.",
        (
            number(
                "tỷ suất tử vong trẻ em",
                20,
                "ratio",
                per=100000,
                unit_text="/100.000 trẻ em",
                direction="decrease",
                year=2030,
            ),
            number(
                "tỷ suất tử vong trẻ em",
                15,
                "ratio",
                per=100000,
                unit_text="/100.000 trẻ em",
                direction="decrease",
                year=2030,
            ),
        ),
    ),
    Case(
        "Mở rộng đối tượng để đến năm 2028 đạt tỷ lệ 80% lao động tham gia bảo hiểm.",
        (number("lao động tham gia bảo hiểm", 80, year=2028),),
    ),
    Case(
        "Giảm tỷ lệ hút thuốc trong nhóm nam xuống dưới 30%; nhóm nữ xuống dưới 2%.",
        (
            number("tỷ lệ hút thuốc trong nhóm nam", 30, comparator="<", direction="decrease"),
            number("tỷ lệ hút thuốc", 2, comparator="<", direction="decrease", scope="nhóm nữ"),
        ),
    ),
    Case(
        "Tỷ lệ hộ nghèo giảm từ 8% giai đoạn 2021 - 2025 xuống còn 4%, tương đương giảm 50 hộ.",
        (
            number("Tỷ lệ hộ nghèo", 4, direction="decrease"),
            number("Tỷ lệ hộ nghèo", 50, "count", unit_text="hộ", quantity="change", direction="decrease"),
        ),
    ),
    Case(
        "Xây dựng mới 20 chợ tại các huyện, cụ thể: Đà Bắc (08), Mai Châu (12).",
        (
            number("Xây dựng mới chợ tại các huyện", 20, "count", unit_text="chợ"),
            number("Xây dựng mới chợ", 8, "count", unit_text="chợ", scope="Đà Bắc"),
            number("Xây dựng mới chợ", 12, "count", unit_text="chợ", scope="Mai Châu"),
        ),
    ),
    Case(
        "Phấn đấu trên 95% hồ sơ được giải quyết đúng hạn, hồ sơ trực tuyến đạt 80% trở lên.",
        (
            number("hồ sơ được giải quyết đúng hạn", 95, comparator=">"),
            number("hồ sơ trực tuyến", 80, comparator=">="),
        ),
    ),
)
"""What a clause has and its neighbour leaves out."""

CRITERIA = (
    Case(
        "Cháy rừng giảm cả 3 mặt (số vụ, diện tích, mức thiệt hại) từ 5 - 10% so với năm trước.",
        (
            number(
                "Cháy rừng giảm cả 3 mặt (số vụ, diện tích, mức thiệt hại)",
                5,
                high=10,
                quantity="change",
                direction="decrease",
            ),
        ),
    ),
    Case(
        "Giảm cả 3 tiêu chí về đuối nước từ 4% trở lên.",
        (number("cả 3 tiêu chí về đuối nước", 4, comparator=">=", quantity="change", direction="decrease"),),
    ),
    Case(
        "Đưa vào sử dụng 05 công trình nước sạch.",
        (number("Đưa vào sử dụng công trình nước sạch", 5, "count"),),
        section="tasks",
    ),
    Case("Giảm dần số hộ ở nhà tạm trên địa bàn xã.", (words("số hộ ở nhà tạm trên địa bàn xã", "decrease"),)),
)
"""Verbs that move several things at once, or little by little."""

MONEY = (
    Case(
        "Tổng kinh phí: 620.000.000 đồng (Sáu trăm hai mươi triệu đồng chẵn).",
        (number("Tổng kinh phí", "620000000", "money"),),
        section="funding",
    ),
)
"""A sum that is said again in words."""

YEAR_LABELS = (
    Case(
        "Tỷ lệ hộ dùng bếp sạch đạt 60% năm 2025; + 2026: 68%; + 2027: 75%.",
        (
            number("Tỷ lệ hộ dùng bếp sạch", 60, year=2025),
            number("Tỷ lệ hộ dùng bếp sạch", 68, year=2026),
            number("Tỷ lệ hộ dùng bếp sạch", 75, year=2027),
        ),
    ),
    Case(
        "Tỷ lệ bản có loa truyền thanh: năm 2026: 70%, 2027: 80%, 2028: 90%.",
        tuple(
            number("Tỷ lệ bản có loa truyền thanh", value, year=year)
            for value, year in ((70, 2026), (80, 2027), (90, 2028))
        ),
    ),
    Case(
        "Tỷ lệ chợ có nhà vệ sinh (2026: 40%, 2027: 55%, 2028: 70%).",
        tuple(
            number("Tỷ lệ chợ có nhà vệ sinh", value, year=year) for value, year in ((40, 2026), (55, 2027), (70, 2028))
        ),
    ),
    Case(
        "Tỷ lệ nữ trong cấp ủy ít nhất vào năm 2026 đạt 25%.",
        (number("Tỷ lệ nữ trong cấp ủy", 25, comparator=">=", year=2026),),
    ),
)
"""A bare year as the label of its value; a bound that the year parts from its figure."""

RATES = (
    Case(
        "Mật độ dân cư khu trung tâm đạt 1.800 người/km2.",
        (number("Mật độ dân cư khu trung tâm", 1800, "count"),),
    ),
    Case(
        "Công suất nhà máy phân bón đạt 40 tấn/ngày đêm.",
        (number("Công suất nhà máy phân bón", 40, "other"),),
    ),
)
"""Units whose second half is more than one plain word."""

WHERE_AND_WHEN = (
    Case(
        "Thời gian xếp hàng bình quân: khách lẻ dưới 6 phút, khách đoàn dưới 9 phút.",
        (
            number("Thời gian xếp hàng bình quân khách lẻ", 6, "time", comparator="<"),
            number("Thời gian xếp hàng bình quân khách đoàn", 9, "time", comparator="<"),
        ),
    ),
    Case("Xếp thứ 9 về chỉ số đọc sách.", (number("chỉ số đọc sách", 9, "rank"),)),
    Case(
        "Kiềm chế tốc độ gia tăng chi phí dưới 2%.",
        (number("tốc độ gia tăng chi phí", 2, comparator="<", direction="decrease"),),
    ),
)
"""Times that the words before a colon measure, ranks of something, a growth that is held down."""

SHARED = (
    Case(
        "Năm 2027, có 60 chợ đạt chuẩn; tỷ lệ sạp cháy dưới 3%.",
        (number("chợ đạt chuẩn", 60, "count", year=2027), number("tỷ lệ sạp cháy", 3, comparator="<", year=2027)),
    ),
    Case("Tỷ lệ hộ ở xã đồng bằng 95%.", (number("Tỷ lệ hộ ở xã đồng bằng", 95),)),
    Case(
        "Đến năm 2027, 100% chợ có cân đối chứng; 90% sạp có bảng giá.",
        (number("chợ có cân đối chứng", 100, year=2027), number("sạp có bảng giá", 90, year=2027)),
    ),
    Case(
        "100% cơ quan, tổ chức sử dụng ít nhất 01 thùng phân loại.",
        (number("cơ quan, tổ chức sử dụng ít nhất 01 thùng phân loại", 100),),
    ),
    Case(
        "Xây dựng 03 bến thuyền theo quy định tại Nghị quyết số 9/NQ-CP ngày 30/10/2023.",
        (number("Xây dựng bến thuyền", 3, "count"),),
        section="tasks",
    ),
    Case(
        "Giảm 8% số vụ, 9% số người ngã, 4% số người gãy tay do trượt băng so với năm 2024.",
        tuple(
            number(f"{who} do trượt băng", value, quantity="change", direction="decrease")
            for who, value in (("số vụ", 8), ("số người ngã", 9), ("số người gãy tay", 4))
        ),
    ),
    Case(
        "Đến năm 2025: 70% và đến năm 2030: 90% chợ dùng túi giấy.",
        (number("chợ dùng túi giấy", 70), number("chợ dùng túi giấy", 90, year=2030)),
    ),
    Case(
        "100% chợ có ít nhất 02 thùng rác và 01 cân đối chứng.",
        (number("chợ có ít nhất 02 thùng rác và 01 cân đối chứng", 100),),
    ),
)
"""What several values share: a cause, words behind the last, a thing that each has."""

OPENINGS = (
    Case(
        "Tại thành phố Hải Dương, nồng độ bụi trung bình đạt dưới 40 μg/m3.",
        (number("nồng độ bụi trung bình", 40, "other", comparator="<", scope="thành phố Hải Dương"),),
    ),
    Case(
        "Đối với các xã vùng cao, đến năm 2030, 100% bản có cầu treo.",
        (number("bản có cầu treo", 100, year=2030, scope="các xã vùng cao"),),
    ),
    Case(
        "Tăng cường giám sát, yêu cầu 100% quán ăn có thùng phân loại.",
        (number("quán ăn có thùng phân loại", 100),),
    ),
    Case("Thực hiện số hóa 100% sổ hộ tịch.", (number("số hóa sổ hộ tịch", 100),)),
    Case("Mở lớp tập huấn đối với 100% chủ quán ăn.", (number("Mở lớp tập huấn đối với chủ quán ăn", 100),)),
    Case(
        "95% rác chợ và 85% rác ở khu vực ven sông được thu gom.",
        (number("rác chợ được thu gom", 95), number("rác ở khu vực ven sông được thu gom", 85)),
    ),
)
"""What stands at the head of a sentence: a territory, a demand, an empty verb."""

MORE_CASES = (*PARTS, *CRITERIA, *MONEY, *YEAR_LABELS, *RATES, *WHERE_AND_WHEN, *SHARED, *OPENINGS)
