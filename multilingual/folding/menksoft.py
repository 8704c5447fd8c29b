"""Menksoft's private-use codes (蒙科立编码) to Mongolian letters, for search only.

The old code names drawn forms: several codes stand for one letter. What they say about the form is lost here, so text
for display must be converted in full when it is imported. Source: mongfontbuilder tests/data/menksoft.yaml (MIT) and
suragch/mongol_code (CC0), checked against 17,721 words. Certainty: measured.
"""

_RANGES = (
    (0x1820, "E264-E26F"),
    (0x1821, "E270-E278"),
    (0x1822, "E279-E27F E281-E282 E319"),
    (0x1823, "E283-E28A"),
    (0x1824, "E28B-E292"),
    (0x1825, "E293-E29F"),
    (0x1826, "E2A0-E2AC"),
    (0x1827, "E2AD-E2B0"),
    (0x1828, "E2B1-E2BA E2BF-E2C0"),
    (0x1829, "E2BB-E2BE"),
    (0x182A, "E2C1-E2C7"),
    (0x182B, "E2C8-E2CD"),
    (0x182C, "E2CE-E2E0"),
    (0x182D, "E2E1-E2F0"),
    (0x182E, "E2F1-E2F6"),
    (0x182F, "E2F7-E2FC"),
    (0x1830, "E2FD-E302"),
    (0x1831, "E303-E307"),
    (0x1832, "E308-E30D"),
    (0x1833, "E30E-E314"),
    (0x1834, "E315-E317"),
    (0x1835, "E318 E31A-E31D"),
    (0x1836, "E280 E31E-E321"),
    (0x1837, "E322-E328"),
    (0x1838, "E329-E32C"),
    (0x1839, "E32D-E332"),
    (0x183A, "E333-E338"),
    (0x183B, "E339-E33E"),
    (0x183C, "E33F-E341"),
    (0x183D, "E342-E344"),
    (0x183E, "E345-E347"),
    (0x183F, "E348-E34A"),
    (0x1840, "E34B-E34D"),
    (0x1841, "E34E"),
    (0x1842, "E34F"),
)


def _letters() -> dict[int, str]:
    table = {}
    for letter, ranges in _RANGES:
        for span in ranges.split():
            first, _, last = span.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                table[code] = chr(letter)
    table |= {0xE244 + digit: str(digit) for digit in range(10)}
    table |= dict.fromkeys(range(0xE234, 0xE23E), " ") | {0xE23E: "\u180a", 0xE263: " "}
    return table


LETTERS = _letters()
"""Code point in the private-use area → letter, digit, nirugu, or a space for punctuation."""
