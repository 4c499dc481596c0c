"""More clauses as in `target_cases.py`: places among others, stars, what one clause hands on to the next."""

from __future__ import annotations

from target_cases import Case, number, zero

RANKS = (
    Case("Chỉ số PCI duy trì trong nhóm 12 tỉnh dẫn đầu.", (number("Chỉ số PCI", 12, "rank", comparator="<=", direction="maintain"),)),
    Case("Chỉ số chuyển đổi số xếp hạng từ 18 trở lên.", (number("Chỉ số chuyển đổi số", 18, "rank", comparator="<="),)),
    Case("Chỉ số chuyển đổi số xếp hạng từ 10 đến 15.", (number("Chỉ số chuyển đổi số", 10, "rank", high=15),)),
    Case("Thứ hạng cải cách từ vị trí thứ 33 lên vị trí thứ 20.", (number("Thứ hạng cải cách", 20, "rank"),)),
    Case("Nâng thứ hạng PAPI từ hạng 41 lên hạng 30.", (number("thứ hạng PAPI", 30, "rank", direction="increase"),)),
    Case("Duy trì thứ hạng 17/34 tỉnh, thành phố.", (number("thứ hạng", 17, "rank", direction="maintain"),)),
    Case("Xếp hạng 21/34 tỉnh, thành phố về Chỉ số xanh.", (number("Chỉ số xanh", 21, "rank"),)),
    Case("Chỉ số cải cách tăng 4 bậc so với năm 2020.", (number("Chỉ số cải cách", 4, "rank", quantity="change", direction="increase"),)),
    Case("Sản phẩm OCOP được xếp hạng từ 3 sao trở lên: 14 sản phẩm.", (number("Sản phẩm OCOP được xếp hạng từ 3 sao trở lên", 14, "count"),)),
    Case(
        "Năng lực công nghệ, trình độ quản trị, chuyển đổi số nằm trong nhóm 15 tỉnh dẫn đầu.",
        (number("Năng lực công nghệ, trình độ quản trị, chuyển đổi số", 15, "rank", comparator="<="),),
    ),
)  # fmt: skip

HANDED_ON = (
    Case(
        "Đến ngày 30/6/2024 giải ngân đạt trên 50% vốn sự nghiệp, đến ngày 31/12/2024 đạt 100%.",
        (
            number("giải ngân vốn sự nghiệp", 50, comparator=">", year=2024),
            number("giải ngân vốn sự nghiệp", 100, year=2024),
        ),
    ),
    Case(
        "Mỗi khu phố duy trì ít nhất 03 “Điểm sạc an toàn”.",
        (number("Mỗi khu phố “Điểm sạc an toàn”", 3, "count", comparator=">=", direction="maintain"),),
    ),
    Case(
        "Tỷ lệ cuộc gọi qua ứng dụng Cấp cứu 115 được tiếp nhận, xử lý từ 97% trở lên.",
        (number("Tỷ lệ cuộc gọi qua ứng dụng Cấp cứu 115 được tiếp nhận, xử lý", 97, comparator=">="),),
    ),
    Case(
        "Thời gian đến hiện trường không quá 10 phút vào ban ngày, không quá 15 phút vào ban đêm.",
        (
            number("Thời gian đến hiện trường", 10, "time", comparator="<=", scope="ban ngày"),
            number("Thời gian đến hiện trường", 15, "time", comparator="<=", scope="ban đêm"),
        ),
    ),
    Case(
        "Lắp mới 200 camera giám sát, trong đó năm 2023 là 80 camera, năm 2024 là 120 camera.",
        (
            number("Lắp mới camera giám sát", 200, "count"),
            number("Lắp mới camera giám sát", 80, "count", year=2023),
            number("Lắp mới camera giám sát", 120, "count", year=2024),
        ),
    ),
    Case(
        "Nâng tỷ lệ trang bị thiết bị so với định mức từ 50% lên 80%.",
        (number("tỷ lệ trang bị thiết bị so với định mức", 80, direction="increase"),),
    ),
    Case(
        "Giai đoạn 2021 - 2023 có ít nhất 30 hộ nuôi cá được vay vốn; giai đoạn 2024 - 2025 có ít nhất 55 hộ.",
        (
            number("hộ nuôi cá được vay vốn", 30, "count", comparator=">=", year=2023),
            number("hộ nuôi cá được vay vốn", 55, "count", comparator=">=", year=2025),
        ),
    ),
    Case(
        "100% người bệnh phong nặng, đặc biệt nặng được tư vấn, hỗ trợ chỉnh hình.",
        (number("người bệnh phong nặng, đặc biệt nặng được tư vấn, hỗ trợ chỉnh hình", 100),),
    ),
    Case("Đến năm 2023 không còn hộ nghèo ở nhà tạm.", (zero("hộ nghèo ở nhà tạm", year=2023),)),
    Case(
        "Đến năm 2023, ít nhất 60% công viên mở cửa miễn phí ở phường Hòa An và trên 40% ở các xã; đến năm 2025 tỷ lệ này "
        "lần lượt là 90% và 75%.",
        (
            number("công viên mở cửa miễn phí", 60, comparator=">=", scope="phường Hòa An", year=2023),
            number("công viên mở cửa miễn phí", 40, comparator=">", scope="các xã", year=2023),
            number("công viên mở cửa miễn phí", 90, scope="phường Hòa An"),
            number("công viên mở cửa miễn phí", 75, scope="các xã"),
        ),
    ),
    Case(
        "Phối hợp với Hội Người mù, Bảo hiểm xã hội khám mắt cho người già, bình quân mỗi năm ít nhất 2.000 lượt người.",
        (number("khám mắt cho người già", 2000, "count", comparator=">=", frequency="annual"),),
        "tasks",
    ),
    Case(
        "Cắt giảm ít nhất 30% chi phí tuân thủ và tiếp tục cắt giảm những năm tiếp theo.",
        (number("chi phí tuân thủ", 30, comparator=">=", quantity="change", direction="decrease"),),
    ),
    Case(
        "Tuyển sinh học nghề 40.000 người; trong đó trình độ cao đẳng 3.500 người, trình độ trung cấp 7.000 người, còn lại là sơ cấp.",
        (
            number("Tuyển sinh học nghề", 40000, "count"),
            number("Tuyển sinh học nghề", 3500, "count", scope="trình độ cao đẳng"),
            number("Tuyển sinh học nghề", 7000, "count", scope="trình độ trung cấp"),
        ),
    ),
    Case(
        "Cả giai đoạn tạo việc làm cho 95.000 lao động; riêng năm 2023 là 18.500 lao động.",
        (
            number("tạo việc làm cho lao động", 95000, "count"),
            number("tạo việc làm cho lao động", 18500, "count", year=2023),
        ),
    ),
    Case(
        "Hằng năm tạo việc làm cho 25.000 lao động, đưa 1.800 lao động đi làm việc ở nước ngoài.",
        (
            number("tạo việc làm cho lao động", 25000, "count", frequency="annual"),
            number("đưa lao động đi làm việc ở nước ngoài", 1800, "count", frequency="annual"),
        ),
    ),
    Case(
        "Số bác sĩ trên 10.000 dân đạt 12 người.",
        (number("Số bác sĩ trên 10.000 dân", 12, "ratio", per=10000),),
    ),
    Case(
        "Cơ cấu kinh tế: nông, lâm nghiệp, thủy sản chiếm 18%; thuế sản phẩm trừ trợ cấp 4%.",
        (
            number("Cơ cấu kinh tế nông, lâm nghiệp, thủy sản", 18),
            number("Cơ cấu kinh tế thuế sản phẩm trừ trợ cấp", 4),
        ),
    ),
    Case(
        "Tỷ lệ dân số nông thôn được dùng nước hợp vệ sinh đạt 98%, trong đó 65% được dùng nước sạch theo quy chuẩn.",
        (
            number("Tỷ lệ dân số nông thôn được dùng nước hợp vệ sinh", 98),
            number("Tỷ lệ dân số nông thôn được dùng nước sạch theo quy chuẩn", 65),
        ),
    ),
    Case(
        "Số doanh nghiệp mới tăng 12% so với năm 2020, đạt ít nhất 480 doanh nghiệp với tổng vốn đăng ký trên 6.500 tỷ đồng.",
        (
            number("Số doanh nghiệp mới", 12, quantity="change", direction="increase"),
            number("Số doanh nghiệp mới", 480, "count", comparator=">="),
            number("tổng vốn đăng ký", "6500000000000", "money", comparator=">"),
        ),
    ),
    Case(
        "Doanh thu bán hàng trực tuyến tăng bình quân 20%/năm, chiếm khoảng 9% tổng mức bán lẻ.",
        (
            number("Doanh thu bán hàng trực tuyến", 20, quantity="change", direction="increase", frequency="annual"),
            number("Doanh thu bán hàng trực tuyến tổng mức bán lẻ", 9, comparator="~"),
        ),
    ),
    Case(
        "Bố trí 850 triệu đồng cho đánh giá chỉ số cấp sở, huyện và 1,2 tỷ đồng cho hỗ trợ doanh nghiệp.",
        (
            number("Bố trí cho đánh giá chỉ số cấp sở, huyện", 850000000, "money"),
            number("Bố trí cho hỗ trợ doanh nghiệp", 1200000000, "money"),
        ),
    ),
    Case("Không để án quá hạn theo Luật Phá sản năm 2014.", (zero("án quá hạn"),)),
    Case(
        "Rút ngắn ít nhất 02 ngày thời gian thanh toán vốn.",
        (number("thời gian thanh toán vốn", 2, "time", comparator=">=", quantity="change", direction="decrease"),),
    ),
    Case(
        "Mức độ hài lòng của doanh nghiệp đối với đất đai, xây dựng và thuế lần lượt là 80%, 85% và 90%.",
        (
            number("Mức độ hài lòng của doanh nghiệp", 80, scope="đất đai"),
            number("Mức độ hài lòng của doanh nghiệp", 85, scope="xây dựng"),
            number("Mức độ hài lòng của doanh nghiệp", 90, scope="thuế"),
        ),
    ),
    Case(
        "Huy động từ doanh nghiệp khoảng 120 tỷ đồng (năm 2022 đã bố trí 30,5 tỷ đồng).",
        (number("Huy động từ doanh nghiệp", 120000000000, "money", comparator="~"),),
    ),
    Case(
        "Số xã, phường có tỷ lệ tiêm dưới 70% giảm còn không quá 10 xã, phường.",
        (number("Số xã, phường có tỷ lệ tiêm dưới 70%", 10, "count", comparator="<=", direction="decrease"),),
    ),
    Case(
        "Xây dựng mới 06 nhà văn hóa thôn, tổ dân phố, nâng cấp 30 nhà văn hóa xuống cấp.",
        (
            number("Xây dựng mới nhà văn hóa thôn, tổ dân phố", 6, "count"),
            number("nâng cấp nhà văn hóa xuống cấp", 30, "count"),
        ),
    ),
    Case(
        "Ít nhất 45% công sở và khoảng 30% hộ gia đình lắp đặt điện mặt trời.",
        (
            number("công sở lắp đặt điện mặt trời", 45, comparator=">="),
            number("hộ gia đình lắp đặt điện mặt trời", 30, comparator="~"),
        ),
    ),
    Case(
        "Giữ tổn thất điện năng không quá 5,5% và duy trì đến năm 2030.",
        (
            number("tổn thất điện năng", "5.5", comparator="<=", direction="maintain"),
            number("tổn thất điện năng", "5.5", comparator="<=", direction="maintain", year=2030),
        ),
    ),
    Case(
        "Suất tiêu hao bình quân 19.885 MJ/tấn.",
        (number("Suất tiêu hao bình quân", 19885, "other", unit_text="MJ/tấn"),),
    ),
)
