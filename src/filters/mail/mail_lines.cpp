#include "filters/mail/mail_lines.h"

#include <algorithm>

#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::mail {
namespace {

constexpr std::size_t attribution_lines = 3;  // over which the line above a quote may be wrapped
constexpr std::size_t signature_lines = 15;   // longer ones are text below a rule
constexpr std::size_t longest_signed = 100;   // bytes of a line of a signature
constexpr std::ptrdiff_t least_digits = 7;    // of a telephone number
constexpr std::size_t footer_lines = 8;
constexpr std::uint32_t answer_words = 6;  // of a line above an older mail
constexpr std::size_t header_lines = 3;    // "Name: value" in a row that are a header
constexpr std::size_t rule_length = 20;    // characters of a ruled line

bool has(std::string_view line, char c) { return line.find(c) != std::string_view::npos; }

class Thread {
 public:
  explicit Thread(const LineTable& lines) : lines_(lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines.kept(i) && !at(i).empty()) text_.push_back(i);
    }
  }

  bool find(std::vector<Part>& out) {
    out.assign(lines_.size(), Part::text);
    if (text_.size() < 3) return false;
    std::size_t end = text_.size();  // of what is not yet known, in lines with text
    end = take_footer(end, out);
    const std::size_t quote = first_of_last_quote(end);
    const bool quoted = quote < end;
    if (quoted) mark(quote, end, Part::quote, out);
    const std::size_t signature = signature_above(quoted ? quote : end);
    const std::size_t signed_end = quoted ? quote : end;
    const bool is_signed = signature < signed_end && is_signature(signature, signed_end, quoted);
    if (is_signed) mark(signature, signed_end, Part::signature, out);
    const bool mail = quoted || is_signed || (end < text_.size() && (has_header() || quotes() > 0));
    if (!mail) out.assign(lines_.size(), Part::text);
    return mail;
  }

 private:
  std::string_view at(std::size_t line) const { return trim(lines_.text[line]); }
  std::string_view nth(std::size_t k) const { return at(text_[k]); }
  bool is_quote(std::size_t k) const { return nth(k).front() == '>'; }
  std::size_t quotes() const {
    std::size_t out = 0;
    for (std::size_t k = 0; k < text_.size(); ++k) out += is_quote(k) ? 1U : 0U;
    return out;
  }

  /// All lines from the k-th with text to before the end-th, empty ones too.
  void mark(std::size_t k, std::size_t end, Part part, std::vector<Part>& out) const {
    const std::size_t to = end < text_.size() ? text_[end] : lines_.size();
    std::size_t from = text_[k];
    while (from > 0 && at(from - 1).empty() && k > 0) --from;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(from),
              out.begin() + static_cast<std::ptrdiff_t>(to), part);
  }

  static bool is_rule(std::string_view line, char of) {
    return line.size() >= rule_length &&
           std::all_of(line.begin(), line.end(), [of](char c) { return c == of; });
  }

  /// "-----Original Message-----" of any language: dashes, words, dashes. With spaces between, it
  /// may be a mail that is passed on, which is what the mail is about.
  static bool is_divider(std::string_view line) {
    if (!line.starts_with("---") || !line.ends_with("---") || line.size() > 80) return false;
    const std::size_t first = line.find_first_not_of('-');
    return first != std::string_view::npos && line[first] != ' ';
  }

  /// "From: Ada <ada@example.org>": a name of one or two words, a colon, a value.
  static bool is_field(std::string_view line) {
    if (line.starts_with("*")) line.remove_prefix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 24 || colon + 2 >= line.size())
      return false;
    if (line[colon + 1] != ' ' && line[colon + 1] != '*') return false;
    std::size_t spaces = 0;
    for (std::size_t k = 0; k < colon;) {
      const text::Decoded d = text::decode(line, k);
      if (d.c == ' ')
        ++spaces;
      else if (d.c != '-' && !text::is_letter(d.c) && !text::is_mark(d.c))
        return false;
      k += d.bytes;
    }
    return spaces <= 1;
  }

  /// Whether a header of a mail begins at the k-th: some fields, an address among them.
  bool is_header(std::size_t k) const {
    bool address = false;
    std::size_t fields = 0;
    while (k < text_.size() && is_field(nth(k)) && fields < 8) {
      address = address || has(nth(k), '@');
      ++fields;
      ++k;
    }
    return fields >= header_lines && address;
  }
  bool has_header() const { return is_header(0); }

  /// Whether short lines follow "--" in a text that is a mail by another sign, or that ends with an
  /// address or a telephone number.
  bool is_signature(std::size_t from, std::size_t to, bool quoted) const {
    bool contact = quoted || has_header();
    for (std::size_t k = 0; k < from; ++k) contact = contact || is_quote(k);
    for (std::size_t k = from + 1; k < to; ++k) {
      const std::string_view line = nth(k);
      if (line.size() > longest_signed || is_quote(k)) return false;
      const auto digits =
          std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
      contact = contact || has(line, '@') || digits >= least_digits;
    }
    return contact;
  }

  /// A ruled line with a few lines below it to the end, one of them with an address or a link.
  std::size_t take_footer(std::size_t end, std::vector<Part>& out) const {
    for (std::size_t k = end; k-- > 0 && end - k <= footer_lines + 1;) {
      if (!is_rule(nth(k), '_') && !is_rule(nth(k), '-') &&
          nth(k) != "-~----------~----~----~----~------~----~------~--~---")
        continue;
      bool link = false;
      for (std::size_t i = k + 1; i < end; ++i)
        link = link || has(nth(i), '@') || nth(i).find("://") != std::string_view::npos;
      if (!link || k + 1 == end) return end;
      mark(k, end, Part::footer, out);
      return k;
    }
    return end;
  }

  /// The first line of the quote with which the text before `end` ends, with what announces it.
  std::size_t first_of_last_quote(std::size_t end) const {
    // The header of an older mail, or the divider above it.
    std::size_t answer = 0;  // words of the longest line above
    for (std::size_t k = 0; k + 1 < end; ++k) {
      const bool parts = is_divider(nth(k)) || is_rule(nth(k), '_');
      if (parts && answer >= answer_words && is_header(k + 1)) return k;
      if (!is_field(nth(k))) answer = std::max<std::size_t>(answer, lines_.words[text_[k]]);
    }
    std::size_t k = end;
    while (k > 0 && is_quote(k - 1)) --k;
    if (k == end) return end;
    for (std::size_t up = 1; up <= attribution_lines && up < k; ++up) {
      if (!announces(k - up, k)) continue;
      return k - up;
    }
    return k > 0 ? end : 0;
  }

  /// Whether lines [from, to) say who wrote what follows: a colon at the end, a digit of a date or
  /// an address, and an empty line or the text's begin above.
  bool announces(std::size_t from, std::size_t to) const {
    if (nth(to - 1).back() != ':' && !nth(to - 1).ends_with("\xEF\xBC\x9A")) return false;
    const std::size_t line = text_[from];
    if (line > 0 && !at(line - 1).empty()) return false;
    bool evidence = false;
    for (std::size_t k = from; k < to; ++k) {
      const std::string_view s = nth(k);
      if (s.size() > 200) return false;
      evidence = evidence || has(s, '@') || std::count_if(s.begin(), s.end(), [](char c) {
                                              return c >= '0' && c <= '9';
                                            }) >= 4;
    }
    return evidence;
  }

  /// The line "--" that begins a signature before `end`, or `end`.
  std::size_t signature_above(std::size_t end) const {
    for (std::size_t k = end; k-- > 1 && end - k <= signature_lines + 1;) {
      if (nth(k) == "--" || nth(k) == "\xE2\x80\x94") return k + 1 < end ? k : end;
    }
    return end;
  }

  const LineTable& lines_;
  std::vector<std::size_t> text_;  // lines with text
};

}  // namespace

bool find_parts(const LineTable& lines, std::vector<Part>& out) {
  // Nearly every text has none of the signs.
  const auto sign = [](std::string_view line) {
    line = trim(line);
    return !line.empty() && (line.front() == '>' || line == "--" || line.starts_with("---") ||
                             line.starts_with("___"));
  };
  if (std::none_of(lines.text.begin(), lines.text.end(), sign)) return false;
  return Thread(lines).find(out);
}

}  // namespace dechaff::mail
