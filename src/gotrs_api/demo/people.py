"""Who works at the demo's help desk and who writes to it. All of them are made up."""

from __future__ import annotations

from typing import NamedTuple

MAIL_DOMAIN = "harbour-and-hill.example"


class DemoAgent(NamedTuple):
    """`roles` are names of `organisation.ROLES`."""

    login: str
    first_name: str
    last_name: str
    language: str
    time_zone: str
    roles: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.login}@{MAIL_DOMAIN}"


class DemoCompany(NamedTuple):
    """`people` are first and last names; `language` is the one they write in."""

    customer_id: str
    name: str
    language: str
    street: str
    zip: str
    city: str
    country: str
    people: tuple[tuple[str, str], ...]

    @property
    def domain(self) -> str:
        return f"{self.customer_id}.example"


AGENTS = (
    DemoAgent("nadia.brandt", "Nadia", "Brandt", "de", "Europe/Berlin", ("Team leads",)),
    DemoAgent("owen.pryce", "Owen", "Pryce", "en", "Europe/London", ("First line",)),
    DemoAgent("camille.roux", "Camille", "Roux", "fr", "Europe/Paris", ("First line", "Shop support")),
    DemoAgent("mateo.ibarra", "Mateo", "Ibarra", "es_MX", "Europe/Madrid", ("First line",)),
    DemoAgent("jonas.weidlich", "Jonas", "Weidlich", "de", "Europe/Berlin", ("Store support",)),
    DemoAgent("zofia.kaczmarek", "Zofia", "Kaczmarek", "pl", "Europe/Warsaw", ("Store support", "First line")),
    DemoAgent("aiko.tanabe", "Aiko", "Tanabe", "ja", "Asia/Tokyo", ("Store support",)),
    DemoAgent("rafael.antunes", "Rafael", "Antunes", "pt_BR", "Europe/Lisbon", ("Shop support",)),
    DemoAgent("leila.haddad", "Leila", "Haddad", "ar_SA", "Europe/Paris", ("Shop support", "Store support")),
    DemoAgent("tom.lindgren", "Tom", "Lindgren", "en", "Europe/Stockholm", ("Facility crew", "First line")),
)

COMPANIES = (
    DemoCompany(
        "brightwater", "Brightwater Stores Ltd", "en", "4 Quay Lane", "BS1 4ZZ", "Bristol", "United Kingdom",
        (("Emma", "Hartley"), ("Daniel", "Okafor"), ("Grace", "Whitlock"), ("Liam", "Sutter"), ("Priya", "Raman")),
    ),
    DemoCompany(
        "maple-mile", "Maple & Mile Inc.", "en", "210 Orchard Ave", "04101", "Portland", "United States",
        (("Hannah", "Lowell"), ("Marcus", "Greer"), ("Tessa", "Quill"), ("Andre", "Fontaine"), ("Ruth", "Abelson")),
    ),
    DemoCompany(
        "elbufer", "Elbufer Warenhaus GmbH", "de", "Kaistraße 7", "20457", "Hamburg", "Germany",
        (("Sabine", "Krohn"), ("Florian", "Behrens"), ("Yasemin", "Aydin"), ("Lukas", "Petersen"), ("Ute", "Maibach")),
    ),
    DemoCompany(
        "alpenkiosk", "Alpenkiosk AG", "de", "Seegasse 12", "6003", "Luzern", "Switzerland",
        (("Reto", "Imhof"), ("Livia", "Zgraggen"), ("Urs", "Odermatt"), ("Nina", "Camenzind"), ("Beat", "Wicki")),
    ),
    DemoCompany(
        "atelier-sud", "Atelier Sud SARL", "fr", "18 rue des Tanneurs", "13002", "Marseille", "France",
        (("Élodie", "Marchand"), ("Hugo", "Perrin"), ("Inès", "Belkacem"), ("Théo", "Garnier"), ("Maud", "Lacroix")),
    ),
    DemoCompany(
        "mercado-norte", "Mercado Norte S.L.", "es", "Calle del Faro 33", "48003", "Bilbao", "Spain",
        (("Lucía", "Etxeberria"), ("Javier", "Montes"), ("Carmen", "Rueda"), ("Iker", "Salcedo"), ("Paula", "Nieto")),
    ),
    DemoCompany(
        "casa-azul", "Casa Azul Lda", "pt", "Rua das Gaivotas 9", "4050-001", "Porto", "Portugal",
        (("Beatriz", "Moura"), ("Tiago", "Fonseca"), ("Inês", "Valente"), ("Duarte", "Pinto"), ("Rita", "Caldeira")),
    ),
    DemoCompany(
        "zielony-rynek", "Zielony Rynek Sp. z o.o.", "pl", "ul. Lipowa 5", "50-100", "Wrocław", "Poland",
        (("Agnieszka", "Wrona"), ("Paweł", "Sikora"), ("Kinga", "Dudek"), ("Michał", "Żurek"), ("Ewa", "Białas")),
    ),
    DemoCompany(
        "severny-dom", "Северный дом", "ru", "ул. Садовая 14", "0100", "Алматы", "Kazakhstan",
        (("Анна", "Лебедева"), ("Игорь", "Соколов"), ("Дарья", "Ким"), ("Олег", "Жумабаев"), ("Вера", "Орлова")),
    ),
    DemoCompany(
        "wahat", "متاجر الواحة", "ar", "شارع النخيل ٢١", "11118", "عمّان", "Jordan",
        (("سارة", "الخطيب"), ("عمر", "نصّار"), ("ليلى", "حدّاد"), ("يوسف", "العبدالله"), ("هدى", "منصور")),
    ),
    DemoCompany(
        "sakura-ya", "さくら屋株式会社", "ja", "本町3-8", "541-0053", "大阪", "Japan",
        (("美咲", "佐藤"), ("健太", "山本"), ("由美", "中村"), ("大輔", "小林"), ("彩", "森")),
    ),
    DemoCompany(
        "linden-plaza", "Linden Plaza 零售", "zh", "梧桐路88号", "200031", "上海", "China",
        (("丽", "陈"), ("伟", "王"), ("静", "刘"), ("强", "赵"), ("敏", "孙")),
    ),
)  # fmt: skip

# Some also write in a second language, as in every border region.
SECOND_LANGUAGES = {"alpenkiosk": "it", "elbufer": "nl", "atelier-sud": "it"}
PLACES = {
    "en": ("Bristol", "Bath", "Portland", "Salem", "Cardiff"),
    "de": ("Altona", "Harburg", "Luzern", "Zug", "Lübeck"),
    "fr": ("Marseille", "Aix", "Toulon", "Arles"),
    "es": ("Bilbao", "Getxo", "Vitoria", "Santander"),
    "pt": ("Porto", "Braga", "Aveiro"),
    "pl": ("Wrocław", "Opole", "Legnica"),
    "ru": ("Алматы", "Тараз", "Караганда"),
    "ar": ("عمّان", "إربد", "العقبة"),
    "ja": ("大阪", "神戸", "京都"),
    "zh": ("徐汇", "静安", "浦东"),
    "it": ("Lugano", "Sanremo", "Varese"),
    "nl": ("Groningen", "Emmen", "Assen"),
}
