#include "rules/pattern_tree.h"

#include "rules/literals.h"
#include "text/case.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Node = PatternNode;
using Step = QuickPattern::Step;
using Kind = Step::Kind;

constexpr int deepest = 60;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class Parser {
 public:
  Parser(std::string_view pattern, std::vector<CodePoints>& sets) : s_(pattern), sets_(sets) {}

  Node read() {
    Node out = alternatives();
    if (at_ < s_.size()) throw UnknownPattern{};
    return out;
  }

 private:
  bool at(char c) const { return at_ < s_.size() && s_[at_] == c; }
  char next() {
    if (at_ >= s_.size()) throw UnknownPattern{};
    return s_[at_++];
  }

  Node alternatives() {
    if (++depth_ > deepest) throw UnknownPattern{};
    const bool folds = folds_;
    Node out;
    out.kind = Node::Kind::alternatives;
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

  Node repeated() {
    Node out = single();
    while (at_ < s_.size()) {
      std::uint32_t least = 0, most = Node::no_limit;
      bool none = false;
      std::size_t length = 1;
      const char c = s_[at_];
      if (c == '?') {
        most = 1;
      } else if (c == '+') {
        least = 1;
      } else if (c == '{' && (length = counted_repeat(s_, at_, none)) > 0) {
        limits(s_.substr(at_ + 1, length - 2), least, most);
      } else if (c != '*') {
        break;
      }
      at_ += length;
      if (at('?')) ++at_;  // lazy
      if (out.kind == Node::Kind::step && !out.step.run && !out.empty) {
        out.step.run = true;
        out.step.least = least;
        out.step.most = most;
        out.empty = least == 0;
        continue;
      }
      if (out.empty && most > 1) throw UnknownPattern{};
      Node repeat;
      repeat.kind = Node::Kind::repeat;
      repeat.least = least;
      repeat.most = most;
      repeat.empty = out.empty || least == 0;
      repeat.parts.push_back(std::move(out));
      out = std::move(repeat);
    }
    return out;
  }

  static void limits(std::string_view text, std::uint32_t& least, std::uint32_t& most) {
    const auto number = [](std::string_view digits) {
      std::uint32_t out = 0;
      for (const char c : digits) {
        out = out * 10 + static_cast<std::uint32_t>(c - '0');
        if (out > 1000) throw UnknownPattern{};  // RE2 takes no more
      }
      return out;
    };
    const std::size_t comma = text.find(',');
    least = number(text.substr(0, comma));
    most = least;
    if (comma != std::string_view::npos)
      most = comma + 1 == text.size() ? Node::no_limit : number(text.substr(comma + 1));
    if (most < least) throw UnknownPattern{};
  }

  static Node step(Kind kind, bool empty) {
    Node out;
    out.kind = Node::Kind::step;
    out.step.kind = kind;
    out.empty = empty;
    return out;
  }

  Node single() {
    const char c = s_[at_];
    if (c == '(') return group();
    if (c == '[') return char_class();
    if (c == '\\') return escape();
    if (c == '*' || c == '+' || c == '?') throw UnknownPattern{};
    if (c == '^' || c == '$' || c == '.') {
      ++at_;
      return step(c == '^' ? Kind::begin : c == '$' ? Kind::end : Kind::any, c != '.');
    }
    return literal(point());
  }

  char32_t point() {
    const text::Decoded d = text::decode(s_, at_);
    if (!d.valid()) throw UnknownPattern{};
    at_ += d.bytes;
    return d.c;
  }

  Node literal(char32_t c) const {
    Node out = step(folds_ ? Kind::folded : Kind::point, false);
    out.step.c = folds_ ? text::fold_case(c) : c;
    return out;
  }

  Node group() {
    ++at_;
    const bool folds = folds_;
    if (at('?')) {
      ++at_;
      if (at('P')) {
        ++at_;
        if (!at('<')) throw UnknownPattern{};
        while (next() != '>') continue;
      } else {
        bool on = true;
        for (char c = next(); c != ':'; c = next()) {
          if (c == ')') return {};  // (?i): what follows in this group
          if (c == '-') {
            on = false;
          } else if (c == 'i') {
            folds_ = on;
          } else {
            throw UnknownPattern{};
          }
        }
      }
    }
    Node out = alternatives();
    folds_ = folds;
    if (!at(')')) throw UnknownPattern{};
    ++at_;
    return out;
  }

  char32_t hex() {
    char32_t out = 0;
    if (at('{')) {
      ++at_;
      for (char c = next(); c != '}'; c = next()) {
        if (hex_value(c) < 0) throw UnknownPattern{};
        out = out * 16 + static_cast<char32_t>(hex_value(c));
        if (out > 0x10FFFF) throw UnknownPattern{};
      }
      return out;
    }
    for (int i = 0; i < 2; ++i) {
      const int value = hex_value(next());
      if (value < 0) throw UnknownPattern{};
      out = out * 16 + static_cast<char32_t>(value);
    }
    return out;
  }

  std::string_view property() {
    if (!at('{')) return s_.substr(at_++, 1);
    const std::size_t end = s_.find('}', at_);
    if (end == std::string_view::npos || at('^')) throw UnknownPattern{};
    const std::string_view name = s_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return name;
  }

  /// \d \s \w, or their complements.
  Ranges perl_class(char name) const {
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

  Ranges folded(Ranges ranges, bool complement) const {
    ranges.tidy();
    if (folds_) {
      std::optional<Ranges> out = ranges.folded();
      if (!out) throw UnknownPattern{};
      // What folds to U+017F or U+212A is 's' or 'k'.
      ranges = std::move(*out);
    }
    return complement ? ranges.complement() : ranges;
  }

  Node of_set(CodePoints set) {
    set.ranges.tidy();
    set.folds = folds_;
    Ranges beyond;
    for (const auto& [from, to] : set.ranges.list()) {
      for (char32_t c = from; c <= to && c < 128; ++c)
        set.ascii[c >> 6U] |= std::uint64_t{1} << (c & 63U);
      if (to >= 128) beyond.add(std::max<char32_t>(from, 128), to);
    }
    set.ranges = std::move(beyond);
    if (sets_.size() >= 1000) throw UnknownPattern{};
    Node out = step(Kind::set, false);
    out.step.set = static_cast<std::uint16_t>(sets_.size());
    sets_.push_back(std::move(set));
    return out;
  }

  /// The character of an escape such as \. \n \x41; nothing for another escape, whose name is put
  /// into `name`.
  std::optional<char32_t> escaped(char& name) {
    name = next();
    if (name == 'x') return hex();
    constexpr std::string_view names = "tnrf", values = "\t\n\r\f";
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
    switch (name) {
      case 'b':
        return step(Kind::word_border, true);
      case 'A':
        return step(Kind::begin, true);
      case 'z':
        return step(Kind::end, true);
      case 'p':
      case 'P':
        set.negated = name == 'P';
        if (!add_property(property(), folds_, set)) throw UnknownPattern{};
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
        throw UnknownPattern{};
    }
  }

  Node char_class() {
    ++at_;
    CodePoints set;
    if (at('^')) {
      set.negated = true;
      ++at_;
    }
    Ranges members;
    for (bool first = true; first || !at(']'); first = false) {
      if (at('[') && s_.substr(at_ + 1, 1) == ":") throw UnknownPattern{};
      if (at('-') && !first && s_.substr(at_ + 1, 1) != "]") throw UnknownPattern{};
      const std::optional<char32_t> from = member(set);
      if (!from) continue;
      char32_t to = *from;
      if (at('-') && s_.substr(at_ + 1, 1) != "]") {
        ++at_;
        const std::optional<char32_t> last = member(set);
        if (!last || *last < *from) throw UnknownPattern{};
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
    if (at_ >= s_.size()) throw UnknownPattern{};
    if (!at('\\')) return point();
    ++at_;
    char name = 0;
    if (const std::optional<char32_t> c = escaped(name)) return c;
    if (name == 'p') {
      if (!add_property(property(), folds_, set)) throw UnknownPattern{};
    } else if (std::string_view("dswDSW").find(name) != std::string_view::npos) {
      set.ranges.add(perl_class(name));
    } else {
      throw UnknownPattern{};
    }
    return std::nullopt;
  }

  std::string_view s_;
  std::vector<CodePoints>& sets_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool folds_ = false;
};

}  // namespace

PatternNode parse_pattern(std::string_view pattern, std::vector<CodePoints>& sets) {
  return Parser(pattern, sets).read();
}

}  // namespace dechaff::rules
