#include "evidence/plain.h"

#include <algorithm>

#include "text/utf8.h"

namespace dechaff::evidence {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What a line begins with.
struct Sign {
  enum class Kind : std::uint8_t { none, bullet, number, cells, strokes } kind = Kind::none;
  std::size_t indent = 0;  // bytes
  std::size_t text = 0;    // where the text behind the sign begins
  char mark = 0;           // the bullet's first byte, the number's last

  bool follows(const Sign& before) const {
    return kind != Kind::none && kind == before.kind && indent == before.indent &&
           mark == before.mark;
  }
};

constexpr std::string_view bullets[] = {"-",
                                        "*",
                                        "+",
                                        "\xE2\x80\xA2",
                                        "\xE2\x80\xA3",
                                        "\xE2\x97\xA6",
                                        "\xE2\x96\xAA",
                                        "\xE2\x96\xA0",
                                        "\xE2\x97\x8F",
                                        "\xE2\x97\x8B",
                                        "\xC2\xB7",
                                        "\xE2\x80\x93",
                                        "\xE2\x9E\xA4",
                                        "\xE2\x9C\x93"};

/// Lines and corners of tables, as programs draw them: U+2500 to U+257F.
bool is_stroke(char32_t c) {
  return c == '|' || c == '+' || c == '-' || c == '=' || (c >= 0x2500 && c <= 0x257F);
}

/// "|" or "│" or "║": what parts cells.
std::size_t bar_at(std::string_view line, std::size_t at) {
  if (line[at] == '|') return 1;
  const std::string_view here = line.substr(at, 3);
  return here == "\xE2\x94\x82" || here == "\xE2\x95\x91" ? 3 : 0;
}

std::size_t skip_spaces(std::string_view line, std::size_t at) {
  while (at < line.size() && is_space(line[at])) ++at;
  return at;
}

Sign sign_of(std::string_view line) {
  Sign out;
  out.indent = skip_spaces(line, 0);
  std::size_t at = out.indent;
  if (at == line.size()) return out;
  const std::size_t bar = bar_at(line, at);
  std::size_t strokes = 0, i = at;
  while (i < line.size()) {
    const text::Decoded c = text::decode(line, i);
    if (!is_stroke(c.c) && !(c.c < 0x80 && is_space(static_cast<char>(c.c)))) break;
    strokes += is_stroke(c.c) ? 1U : 0U;
    i += c.bytes;
  }
  if (i == line.size() && strokes >= 3) {
    out.kind = Sign::Kind::strokes;
    return out;
  }
  if (bar > 0) {  // a row has two bars at least
    for (std::size_t next = at + bar; next < line.size(); ++next) {
      if (bar_at(line, next) == 0) continue;
      out.kind = Sign::Kind::cells;
      return out;
    }
  }
  for (const std::string_view bullet : bullets) {
    const std::size_t end = at + bullet.size();
    if (line.substr(at, bullet.size()) != bullet || end >= line.size() || !is_space(line[end])) {
      continue;
    }
    out.text = skip_spaces(line, end);
    if (out.text == line.size()) return out;
    out.kind = Sign::Kind::bullet;
    out.mark = bullet.back();
    return out;
  }
  std::size_t end = at + (line[at] == '(' ? 1U : 0U);
  const std::size_t digits = end;
  while (end < line.size() && end < digits + 3 && is_digit(line[end])) ++end;
  if (end == digits || end >= line.size() || (line[end] != '.' && line[end] != ')')) return out;
  if (end + 1 >= line.size() || !is_space(line[end + 1])) return out;
  out.text = skip_spaces(line, end + 1);
  if (out.text == line.size()) return out;
  out.kind = Sign::Kind::number;
  out.mark = line[end];
  return out;
}

void show(std::string_view line, std::size_t begin, std::size_t end, Evidence& out) {
  while (end > begin && is_space(line[end - 1])) --end;
  out.show(line.substr(begin, end - begin), static_cast<std::uint32_t>(begin),
           static_cast<std::uint32_t>(end - begin));
}

/// The cells of a drawn row, a tab between them.
void show_cells(std::string_view line, std::size_t at, Evidence& out) {
  std::size_t begin = at, shown_end = std::string_view::npos;
  const auto end_cell = [&](std::size_t end) {
    begin = skip_spaces(line, begin);
    if (begin >= end) return;
    if (shown_end != std::string_view::npos) {
      out.show("\t", static_cast<std::uint32_t>(shown_end),
               static_cast<std::uint32_t>(begin - shown_end));
    }
    show(line, begin, end, out);
    shown_end = end;
    while (is_space(line[shown_end - 1])) --shown_end;
  };
  while (at < line.size()) {
    const std::size_t bar = bar_at(line, at);
    if (bar > 0) end_cell(at);
    at += std::max<std::size_t>(bar, 1);
    if (bar > 0) begin = at;
  }
  end_cell(line.size());
}

std::uint32_t visible_points(std::string_view text) {
  std::uint32_t out = 0;
  for (const char c : text) {
    out += !is_space(c) && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return out;
}

}  // namespace

void read_plain(std::string_view bytes, const std::vector<text::Line>& lines, Evidence& out) {
  out.clear();
  Sign before;
  std::size_t run = 0;  // where the run of items began
  const auto end_run = [&](std::size_t end) {
    const auto count = static_cast<std::uint16_t>(std::min<std::size_t>(end - run, 0xFFFF));
    for (; run < end; ++run) {
      const Element its = out[run].element;
      if (its == Element::item || its == Element::cell) out[run].siblings = count;
    }
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = bytes.substr(lines[i].begin, lines[i].end - lines[i].begin);
    const Sign sign = line.size() > UINT32_MAX ? Sign{} : sign_of(line);
    if (!sign.follows(before)) end_run(i);
    before = sign;
    LineEvidence its;
    auto shown = Evidence::Shown::pieces;
    if (sign.kind != Sign::Kind::none) its.known = Knowledge::signs;
    switch (sign.kind) {
      case Sign::Kind::none:
        if (sign.indent > 0 && sign.indent < line.size() && line.size() <= UINT32_MAX) {
          its.known = Knowledge::signs;
          its.depth = static_cast<std::uint8_t>(std::min<std::size_t>(sign.indent, 255));
        }
        shown = Evidence::Shown::verbatim;
        break;
      case Sign::Kind::bullet:
      case Sign::Kind::number:
        its.element = Element::item;
        its.regions = bit(Region::list);
        its.depth = static_cast<std::uint8_t>(std::min<std::size_t>(1 + sign.indent / 2, 255));
        show(line, sign.text, line.size(), out);
        break;
      case Sign::Kind::cells:
        its.element = Element::cell;
        its.regions = bit(Region::table);
        show_cells(line, sign.indent, out);
        break;
      case Sign::Kind::strokes:
        its.element = Element::mark;
        break;
    }
    its.characters = visible_points(shown == Evidence::Shown::verbatim ? line : out.shown_so_far());
    out.add(its, shown);
  }
  end_run(lines.size());
}

}  // namespace dechaff::evidence
