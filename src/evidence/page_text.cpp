#include "evidence/page_text.h"

#include <algorithm>
#include <optional>

#include "evidence/html_elements.h"
#include "evidence/html_facts.h"
#include "evidence/html_limits.h"
#include "evidence/html_scope.h"
#include "evidence/html_tree.h"
#include "evidence/markup_reader.h"
#include "text/utf8.h"

namespace dechaff::html {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Notes what the tree says of each line while the lines are put down.
class LineWitness {
 public:
  explicit LineWitness(evidence::Evidence& out) : out_(out), facts_(out.facts) { scopes_.clear(); }

  /// An element, also one that is left out.
  void see(const GumboNode& node) {
    if (node.v.element.tag == GUMBO_TAG_HEAD) {
      facts_.read_head(node);
    } else {
      facts_.read(node);
    }
  }

  void enter(const GumboNode& node, bool in_line) {
    scopes_.open(node);
    std::uint8_t flag = 0;
    if (node.v.element.tag == GUMBO_TAG_IMG) flag = evidence::has_image;
    if (node.v.element.tag == GUMBO_TAG_INPUT) flag = evidence::in_form;
    (in_line ? line_.flags : next_flags_) |= flag;
  }

  void leave(const GumboNode& node) {
    scopes_.close();
    if (kind_of(node.v.element.tag) == Kind::block) next_flags_ = 0;
  }

  /// A word of a line, or a space inside <pre>.
  void hear(std::string_view word, bool first) {
    const Scope& scope = scopes_.top();
    if (first) begin_line(scope);
    line_.flags |= scope.flags;
    if (word == " " || word == "\t") return;
    const auto points = static_cast<std::uint32_t>(text::code_points(word));
    line_.characters += points;
    if (scope.link == 0) return;
    linked_ += points;
    if (scope.link != last_link_) ++line_.links;
    last_link_ = scope.link;
  }

  void end_line() {
    if (line_.characters > 0) {
      line_.link = static_cast<std::uint8_t>(std::uint64_t{linked_} * 255 / line_.characters);
    }
    if (linked_ == line_.characters && line_.links == 1) line_.flags |= evidence::whole_link;
    out_.add(line_, evidence::Evidence::Shown::verbatim);
  }

 private:
  void begin_line(const Scope& scope) {
    line_ = {};
    linked_ = last_link_ = 0;
    line_.known = evidence::Knowledge::markup;
    line_.element = scope.element;
    line_.level = scope.level;
    line_.regions = scope.regions;
    line_.flags = next_flags_;
    next_flags_ = 0;
    line_.depth = static_cast<std::uint8_t>(std::min<std::uint32_t>(scope.depth, 255));
    line_.siblings = scope.siblings[0];
    line_.group = *std::max_element(scope.siblings.begin() + 1, scope.siblings.end());
    out_.begin_tokens();
    scopes_.put_tokens(out_);
  }

  evidence::Evidence& out_;
  FactsReader facts_;
  Scopes scopes_;
  evidence::LineEvidence line_;
  std::uint32_t linked_ = 0, last_link_ = 0;
  std::uint8_t next_flags_ = 0;
};

/// Walks the tree without recursion, and puts down lines.
class Printer {
 public:
  Printer(PageText& out, LineWitness* witness, MarkupReader* markup)
      : out_(out), witness_(witness), markup_(markup) {}

  void print(const GumboNode* root) {
    struct Open {
      const GumboNode* node;
      unsigned next;  // of its children
    };
    std::vector<Open> open{{root, 0}};
    while (!open.empty()) {
      const GumboVector* children = children_of(*open.back().node);
      if (children == nullptr || open.back().next == children->length) {
        leave(*open.back().node);
        open.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children->data[open.back().next++]);
      if (enter(*child)) open.push_back({child, 0});
    }
    end_line();
  }

 private:
  static const GumboVector* children_of(const GumboNode& node) {
    if (node.type == GUMBO_NODE_ELEMENT) return &node.v.element.children;
    return node.type == GUMBO_NODE_DOCUMENT ? &node.v.document.children : nullptr;
  }

  /// False for what is left out with all in it.
  bool enter(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        add(node.v.text.text);
        return true;
      case GUMBO_NODE_ELEMENT:
        break;
      case GUMBO_NODE_DOCUMENT:
        return true;
      default:
        return false;
    }
    const GumboElement& element = node.v.element;
    const Kind kind = kind_of(element.tag);
    if (witness_ != nullptr) witness_->see(node);
    if (kind == Kind::skipped || is_hidden(element)) return false;
    if (witness_ != nullptr) witness_->enter(node, !line_.empty() && !ends_);
    if (markup_ != nullptr) markup_->enter(element);
    if (kind == Kind::preformatted) ++preformatted_;
    if (kind == Kind::cell) {
      if (!line_.empty()) between_ = '\t';
      fresh_cell_ = true;
    } else if (kind != Kind::flowing && !fresh_cell_) {
      ends_ = true;
    }
    const int level = heading_level(element.tag);
    if (level > 0) heading_ = level;
    if (int* depth = depth_of(element)) ++*depth;
    return true;
  }

  void leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const GumboElement& element = node.v.element;
    const Kind kind = kind_of(element.tag);
    if (witness_ != nullptr) witness_->leave(node);
    if (markup_ != nullptr) markup_->leave(element);
    if (kind == Kind::preformatted) --preformatted_;
    if (kind == Kind::cell) {
      ends_ = fresh_cell_ = false;  // what follows in the row stands on the same line
    } else if (kind != Kind::flowing && kind != Kind::line_break) {
      ends_ = ends_ || !fresh_cell_;
    }
    if (heading_level(element.tag) > 0) heading_ = 0;
    if (int* depth = depth_of(element)) --*depth;
  }

  /// Where the open elements of this kind are counted; null: they are not. A <footer> belongs to
  /// the nearest section, quotation or figure around it (HTML, 4.3.8).
  int* depth_of(const GumboElement& element) {
    switch (element.tag) {
      case GUMBO_TAG_NAV:
        return &navs_;
      case GUMBO_TAG_FOOTER:
        return &footers_;
      case GUMBO_TAG_MAIN:
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_SECTION:
      case GUMBO_TAG_BLOCKQUOTE:
      case GUMBO_TAG_FIGURE:
        return &contents_;
      default:
        const GumboAttribute* role = gumbo_get_attribute(&element.attributes, "role");
        return role != nullptr && std::string_view(role->value) == "main" ? &contents_ : nullptr;
    }
  }

  std::optional<Region> region() const {
    if (contents_ > 0 || heading_ > 0 || navs_ + footers_ == 0) return {};
    return navs_ > 0 ? Region::nav : Region::footer;
  }

  /// U+2028 or U+2029: no white space to HTML, but they would part a line in two.
  static bool begins_with_separator(std::string_view text) {
    return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9");
  }

  static std::size_t word_end(std::string_view text) {
    for (std::size_t at = 0;; ++at) {
      at = text.find_first_of(" \t\n\r\f\xE2", at);
      if (at == std::string_view::npos) return text.size();
      if (text[at] != '\xE2' || begins_with_separator(text.substr(at))) return at;
    }
  }

  void add(std::string_view text) {
    while (!text.empty()) {
      const std::size_t word = word_end(text);
      if (word > 0) {
        put(text.substr(0, word));
        text.remove_prefix(word);
        continue;
      }
      const bool separator = begins_with_separator(text);
      if (preformatted_ > 0 && (separator || text.front() == '\n')) {
        ends_ = true;
      } else if (preformatted_ > 0 && text.front() != '\r') {
        put(text.substr(0, 1));
      } else if (between_ == 0) {
        between_ = ' ';
      }
      text.remove_prefix(separator ? 3 : 1);
    }
  }

  void put(std::string_view word) {
    if (ends_) end_line();
    if (line_.empty()) line_region_ = region();
    if (witness_ != nullptr) witness_->hear(word, line_.empty());
    const bool first = line_.empty();
    if (!first && between_ != 0) line_ += between_;
    between_ = 0;
    fresh_cell_ = false;
    if (markup_ != nullptr) markup_->word(out_.text.size() + line_.size(), first);
    line_ += word;
    if (markup_ != nullptr) markup_->end_of_word(out_.text.size() + line_.size());
    if (line_heading_ == 0) line_heading_ = heading_;
  }

  void end_line() {
    ends_ = false;
    between_ = 0;
    const std::size_t end = line_.find_last_not_of(" \t");
    if (markup_ != nullptr && !line_.empty()) {
      markup_->end_line();
      if (end == std::string::npos) markup_->forget_line();
    }
    if (end != std::string::npos) {
      if (line_heading_ > 0) out_.headings.push_back({lines_, line_heading_});
      if (line_region_ && line_heading_ == 0) out_.regions.push_back({lines_, *line_region_});
      out_.text.append(line_, 0, end + 1);
      out_.text += '\n';
      ++lines_;
      if (witness_ != nullptr) witness_->end_line();
    }
    line_.clear();
    line_heading_ = 0;
  }

  PageText& out_;
  LineWitness* witness_;
  MarkupReader* markup_;
  std::string line_;
  std::size_t lines_ = 0;
  char between_ = 0;         // what comes before the next word: a space, a tab, nothing
  bool ends_ = false;        // the next word begins a line
  bool fresh_cell_ = false;  // nothing of the cell was put down: its first block begins no line
  int preformatted_ = 0, heading_ = 0, line_heading_ = 0;
  int navs_ = 0, footers_ = 0, contents_ = 0;  // that are open
  std::optional<Region> line_region_;
};

bool print_page(std::string_view html, PageText& out, LineWitness* witness,
                MarkupReader* markup = nullptr) {
  out.text.clear();
  out.headings.clear();
  out.regions.clear();
  std::string room;
  html = within_limits(html, room);
  Arena arena((64 << 20) + 64 * html.size());
  const GumboOutput* tree = parse(html, arena);
  if (tree == nullptr) return false;
  Printer(out, witness, markup).print(tree->document);
  return true;
}

}  // namespace

bool page_text(std::string_view html, PageText& out) { return print_page(html, out, nullptr); }

bool page_text(std::string_view html, PageText& out, evidence::Evidence& of_lines, Markup* markup) {
  of_lines.clear();
  LineWitness witness(of_lines);
  bool read = false;
  if (markup == nullptr) {
    read = print_page(html, out, &witness);
  } else {
    *markup = {};
    MarkupReader reader(*markup);
    read = print_page(html, out, &witness, &reader);
  }
  if (!read) of_lines.clear();
  return read;
}

std::string_view declared_charset(std::string_view html) {
  html = html.substr(0, 1024);
  constexpr std::string_view name = "charset";
  for (std::size_t at = 0; at + name.size() < html.size(); ++at) {
    const std::string_view here = html.substr(at, name.size());
    if (!std::equal(name.begin(), name.end(), here.begin(),
                    [](char a, char b) { return a == lower(b); })) {
      continue;
    }
    std::size_t from = html.find_first_not_of(" \t\r\n", at + name.size());
    if (from == std::string_view::npos || html[from] != '=') continue;
    from = html.find_first_not_of(" \t\r\n\"'", from + 1);
    if (from == std::string_view::npos) return {};
    const std::size_t end = html.find_first_of(" \t\r\n\"';/>", from);
    return html.substr(from, end == std::string_view::npos ? end : end - from);
  }
  return {};
}

}  // namespace dechaff::html
