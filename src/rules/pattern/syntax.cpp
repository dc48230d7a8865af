#include "rules/pattern/syntax.h"

#include <algorithm>

#include "text/case.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Node = SyntaxNode;
using Kind = Node::Kind;

constexpr int deepest = 60;

/// Thrown for a pattern that is not read to its end.
struct Unreadable {};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : s_(pattern) {}

  Syntax read() {
    Node root = alternatives();
    if (at_ < s_.size()) throw Unreadable{};
    return {std::move(root), std::move(sets_)};
  }

 private:
  bool at(char c) const { return at_ < s_.size() && s_[at_] == c; }
  char next() {
    if (at_ >= s_.size()) throw Unreadable{};
    return s_[at_++];
  }

  Node alternatives() {
    if (++depth_ > deepest) throw Unreadable{};
    const bool folds = folds_;
    Node out;
    out.kind = Kind::alternatives;
    out.parts.push_back(sequence());
    while (at('|')) {
      ++at_;
      out.parts.push_back(sequence());
    }
    folds_ = folds;  // (?i) holds to the end of its group
    --depth_;
    out.empty = false;
    for (const Node& part : out.parts) out.empty = out.empty || part.empty;
    return out.parts.size() == 1 ? Node(std::move(out.parts.front())) : out;
  }

  Node sequence() {
    Node out;
    while (at_ < s_.size() && s_[at_] != '|' && s_[at_] != ')') {
      out.parts.push_back(repeated());
      out.empty = out.empty && out.parts.back().empty;
    }
    return out;
  }

  /// The length of the operator of a repeat that begins here, and its limits; 0 for none.
  std::size_t operator_here(std::uint32_t& least, std::uint32_t& most) const {
    if (at_ >= s_.size()) return 0;
    const char c = s_[at_];
    if (c == '{') {
      const std::size_t length = counted_repeat(s_, at_);
      if (length > 0) limits(s_.substr(at_ + 1, length - 2), least, most);
      return length;
    }
    least = c == '+' ? 1 : 0;
    most = c == '?' ? 1 : Node::no_limit;
    return c == '?' || c == '*' || c == '+' ? 1 : 0;
  }

  bool repeats_here() const {
    std::uint32_t least = 0, most = 0;
    return operator_here(least, most) > 0;
  }

  Node repeated() {
    Node part = single();
    Node out;
    const std::size_t length = operator_here(out.least, out.most);
    if (length == 0) return part;
    at_ += length;
    if (at('?')) ++at_;                      // lazy
    if (repeats_here()) throw Unreadable{};  // RE2 refuses a repeat of a repeat
    out.kind = Kind::repeat;
    out.empty = part.empty || out.least == 0;
    out.parts.push_back(std::move(part));
    return out;
  }

  static void limits(std::string_view text, std::uint32_t& least, std::uint32_t& most) {
    const auto number = [](std::string_view digits) {
      std::uint32_t out = 0;
      for (const char c : digits) {
        out = out * 10 + static_cast<std::uint32_t>(c - '0');
        if (out > 1000) throw Unreadable{};  // RE2 takes no more
      }
      return out;
    };
    const std::size_t comma = text.find(',');
    least = number(text.substr(0, comma));
    most = least;
    if (comma != std::string_view::npos)
      most = comma + 1 == text.size() ? Node::no_limit : number(text.substr(comma + 1));
    if (most < least) throw Unreadable{};
  }

  static Node leaf(Kind kind, bool empty) {
    Node out;
    out.kind = kind;
    out.empty = empty;
    return out;
  }

  static Node unknown() { return leaf(Kind::unknown, true); }

  Node single() {
    const char c = s_[at_];
    if (c == '(') return group();
    if (c == '[') return char_class();
    if (c == '\\') return escape();
    if (c == '*' || c == '+' || c == '?') throw Unreadable{};
    if (c == '^' || c == '$' || c == '.') {
      ++at_;
      return leaf(c == '^' ? Kind::begin : c == '$' ? Kind::end : Kind::any, c != '.');
    }
    return literal(point());
  }

  char32_t point() {
    const text::Decoded d = text::decode(s_, at_);
    if (!d.valid()) throw Unreadable{};
    at_ += d.bytes;
    return d.c;
  }

  Node literal(char32_t c) const {
    Node out = leaf(folds_ ? Kind::folded : Kind::point, false);
    out.c = folds_ ? text::fold_case(c) : c;
    return out;
  }

  Node group() {
    ++at_;
    const bool folds = folds_;
    if (at('?')) {
      ++at_;
      if (at('P')) {
        ++at_;
        if (!at('<')) throw Unreadable{};
        while (next() != '>') continue;
      } else {
        bool on = true;
        for (char c = next(); c != ':'; c = next()) {
          if (c == ')') {  // (?i): what follows in this group
            // RE2 repeats what comes before the flags.
            if (repeats_here()) throw Unreadable{};
            return {};
          }
          if (c == '-') {
            on = false;
          } else if (c == 'i') {
            folds_ = on;
          } else {
            throw Unreadable{};
          }
        }
      }
    }
    Node out = alternatives();
    folds_ = folds;
    if (!at(')')) throw Unreadable{};
    ++at_;
    return out;
  }

  char32_t hex() {
    char32_t out = 0;
    if (at('{')) {
      ++at_;
      for (char c = next(); c != '}'; c = next()) {
        if (hex_value(c) < 0) throw Unreadable{};
        out = out * 16 + static_cast<char32_t>(hex_value(c));
        if (out > 0x10FFFF) throw Unreadable{};
      }
      return out;
    }
    for (int i = 0; i < 2; ++i) {
      const int value = hex_value(next());
      if (value < 0) throw Unreadable{};
      out = out * 16 + static_cast<char32_t>(value);
    }
    return out;
  }

  std::string_view property() {
    if (!at('{')) return s_.substr(at_++, 1);
    const std::size_t end = s_.find('}', at_);
    if (end == std::string_view::npos) throw Unreadable{};
    const std::string_view name = s_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return name;
  }

  /// \d \s \w, or their complements.
  Ranges perl_class(char name) {
    Ranges out;
    const char small = static_cast<char>(name | 0x20);
    if (small == 's') {
      for (const char c : {'\t', '\n', '\f', '\r', ' '}) out.add(char32_t(c), char32_t(c));
    } else {
      out.add('0', '9');
    }
    if (small == 'w') {
      out.add('A', 'Z');
      out.add('_', '_');
      out.add('a', 'z');
    }
    return folded(std::move(out), name != small);
  }

  Ranges folded(Ranges ranges, bool complement) {
    ranges.tidy();
    if (folds_) {
      // What folds to U+017F or U+212A is 's' or 'k'.
      std::optional<Ranges> all = ranges.folded();
      understood_ = understood_ && all;
      if (all) ranges = std::move(*all);
    }
    return complement ? ranges.complement() : ranges;
  }

  Node of_set(CodePoints set) {
    if (!understood_) return unknown();
    set.ranges.tidy();
    set.folds = folds_;
    Ranges beyond;
    for (const auto& [from, to] : set.ranges.list()) {
      for (char32_t c = from; c <= to && c < 128; ++c)
        set.ascii[c >> 6U] |= std::uint64_t{1} << (c & 63U);
      if (to >= 128) beyond.add(std::max<char32_t>(from, 128), to);
    }
    set.ranges = std::move(beyond);
    if (sets_.size() >= 1000) throw Unreadable{};
    Node out = leaf(Kind::set, false);
    out.set = static_cast<std::uint16_t>(sets_.size());
    sets_.push_back(std::move(set));
    return out;
  }

  /// The character of an escape such as \. \n \x41; nothing for another escape, whose name is put
  /// into `name`.
  std::optional<char32_t> escaped(char& name) {
    name = next();
    if (name == 'x') return hex();
    constexpr std::string_view names = "tnrfav", values = "\t\n\r\f\a\v";
    if (const std::size_t k = names.find(name); k != std::string_view::npos)
      return static_cast<char32_t>(values[k]);
    const auto byte = static_cast<unsigned char>(name);
    const bool punctuation = byte < 0x80 && byte > ' ' && !(byte >= '0' && byte <= '9') &&
                             !((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
    if (punctuation) return byte;
    return std::nullopt;
  }

  Node escape() {
    ++at_;
    char name = 0;
    if (const std::optional<char32_t> c = escaped(name)) return literal(*c);
    CodePoints set;
    understood_ = true;
    switch (name) {
      case 'b':
        return leaf(Kind::word_border, true);
      case 'B':
      case 'C':
        return unknown();
      case 'A':
        return leaf(Kind::begin, true);
      case 'z':
        return leaf(Kind::end, true);
      case 'p':
      case 'P':
        set.negated = name == 'P';
        understood_ = add_property(property(), folds_, set);
        return of_set(std::move(set));
      case 'd':
      case 's':
      case 'w':
      case 'D':
      case 'S':
      case 'W':
        set.ranges.add(perl_class(name));
        return of_set(std::move(set));
      default:
        throw Unreadable{};
    }
  }

  Node char_class() {
    ++at_;
    understood_ = true;
    CodePoints set;
    if (at('^')) {
      set.negated = true;
      ++at_;
    }
    Ranges members;
    for (bool first = true; first || !at(']'); first = false) {
      if (s_.substr(at_, 2) == "[:") {
        const std::size_t end = s_.find(":]", at_);
        if (end == std::string_view::npos) throw Unreadable{};
        at_ = end + 2;
        understood_ = false;
        continue;
      }
      if (at('-') && !first && s_.substr(at_ + 1, 1) != "]") throw Unreadable{};
      const std::optional<char32_t> from = member(set);
      if (!from) continue;
      char32_t to = *from;
      if (at('-') && s_.substr(at_ + 1, 1) != "]") {
        ++at_;
        const std::optional<char32_t> last = member(set);
        if (!last || *last < *from) throw Unreadable{};
        to = *last;
      }
      members.add(*from, to);
    }
    ++at_;
    set.ranges.add(folded(std::move(members), false));
    return of_set(std::move(set));
  }

  /// One code point of a class; nothing when it was a class of its own, which then is in `set`.
  std::optional<char32_t> member(CodePoints& set) {
    if (at_ >= s_.size()) throw Unreadable{};
    if (!at('\\')) return point();
    ++at_;
    char name = 0;
    if (const std::optional<char32_t> c = escaped(name)) return c;
    if (name == 'p' || name == 'P') {
      understood_ = add_property(property(), folds_, set) && name == 'p' && understood_;
    } else if (std::string_view("dswDSW").find(name) != std::string_view::npos) {
      set.ranges.add(perl_class(name));
    } else {
      throw Unreadable{};
    }
    return std::nullopt;
  }

  std::string_view s_;
  std::vector<CodePoints> sets_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool folds_ = false;
  bool understood_ = true;  // all of the class that is being read
};

}  // namespace

std::optional<Syntax> parse_pattern(std::string_view pattern) {
  try {
    return Parser(pattern).read();
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

std::size_t counted_repeat(std::string_view pattern, std::size_t at) {
  std::size_t k = at + 1;
  // What RE2 takes for a number; after anything else the brace is a literal one.
  const auto number = [&] {
    const std::size_t begin = k;
    while (k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9') ++k;
    const std::size_t digits = k - begin;
    return digits == 1 || (digits > 1 && digits < 10 && pattern[begin] != '0');
  };
  if (!number()) return 0;
  if (k < pattern.size() && pattern[k] == ',') {
    ++k;
    if (k < pattern.size() && pattern[k] != '}' && !number()) return 0;
  }
  return k < pattern.size() && pattern[k] == '}' ? k + 1 - at : 0;
}

}  // namespace dechaff::rules
