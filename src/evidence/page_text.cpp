#include "evidence/page_text.h"

#include <gumbo.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

namespace dechaff::html {
namespace {

/// All memory of one parse, given back at once: gumbo frees a tree by recursion, which a page of a
/// million open elements turns into a stack overflow. Leaves the parse by longjmp at its limit:
/// gumbo has no way of its own to stop, and elements that it opens again and again can multiply.
class Arena {
 public:
  explicit Arena(std::size_t most) : left_(most) {}

  void* allocate(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > block_left_) {
      const std::size_t block = std::max<std::size_t>(size, 1 << 16);
      if (block > left_) std::longjmp(out_of_memory, 1);
      left_ -= block;
      Block* made = static_cast<Block*>(std::malloc(sizeof(Block) + block));
      if (made == nullptr) std::longjmp(out_of_memory, 1);
      made->before = last_;
      last_ = made;
      free_ = reinterpret_cast<char*>(made + 1);
      block_left_ = block;
    }
    void* out = free_;
    free_ += size;
    block_left_ -= size;
    return out;
  }

  ~Arena() {
    while (last_ != nullptr) std::free(std::exchange(last_, last_->before));
  }

  std::jmp_buf out_of_memory;

 private:
  struct alignas(16) Block {
    Block* before;
  };
  Block* last_ = nullptr;
  char* free_ = nullptr;
  std::size_t block_left_ = 0, left_;
};

/// Null when the arena is at its limit. No object with a destructor may live in here.
const GumboOutput* parse(std::string_view html, Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* to, std::size_t size) {
    return static_cast<Arena*>(to)->allocate(size);
  };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.out_of_memory) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

/// Elements that have no end tag, or may go without one.
bool ends_by_itself(std::string_view name) {
  static constexpr std::string_view names[] = {
      "area",   "base",  "br", "col",  "dd",    "dt",     "embed", "hr",
      "img",    "input", "li", "link", "meta",  "option", "p",     "param",
      "source", "tbody", "td", "th",   "thead", "tr",     "track", "wbr"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Whether more elements may be open at once than any page of people has. For every tag gumbo looks
/// through the open ones, so that time would grow with the square of their number.
bool nests_too_deeply(std::string_view html) {
  constexpr std::ptrdiff_t most = 20'000;
  std::ptrdiff_t open = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool closing = html.substr(at + 1, 1) == "/";
    char name[8];
    std::size_t length = 0;
    for (std::size_t i = at + 1 + (closing ? 1U : 0U); i < html.size() && length < sizeof name;
         ++i) {
      const char c = lower(html[i]);
      if ((c < 'a' || c > 'z') && (length == 0 || c < '0' || c > '9')) break;
      name[length++] = c;
    }
    if (length == 0 || ends_by_itself({name, length})) continue;
    open = std::max<std::ptrdiff_t>(0, open + (closing ? -1 : 1));
    if (open > most) return true;
  }
  return false;
}

enum class Kind : std::uint8_t { flowing, block, cell, line_break, skipped, preformatted };

Kind kind_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TEXTAREA:
      return Kind::skipped;
    case GUMBO_TAG_BR:
      return Kind::line_break;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Kind::cell;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
      return Kind::preformatted;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return Kind::block;
    default:
      return Kind::flowing;
  }
}

bool is_hidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  const GumboAttribute* style = gumbo_get_attribute(&element.attributes, "style");
  if (style == nullptr) return false;
  std::string plain;
  for (const char* c = style->value; *c != '\0'; ++c) {
    if (*c != ' ') plain += lower(*c);
  }
  return plain.find("display:none") != std::string::npos;
}

/// Walks the tree without recursion, and puts down lines.
class Printer {
 public:
  explicit Printer(PageText& out) : out_(out) {}

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
    if (kind == Kind::skipped || is_hidden(element)) return false;
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

  static int heading_level(GumboTag tag) {
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
  }

  void add(std::string_view text) {
    while (!text.empty()) {
      const std::size_t word = std::min(text.find_first_of(" \t\n\r\f"), text.size());
      if (word > 0) {
        put(text.substr(0, word));
        text.remove_prefix(word);
        continue;
      }
      if (preformatted_ > 0 && text.front() == '\n') {
        ends_ = true;
      } else if (preformatted_ > 0 && text.front() != '\r') {
        put(text.substr(0, 1));
      } else if (between_ == 0) {
        between_ = ' ';
      }
      text.remove_prefix(1);
    }
  }

  void put(std::string_view word) {
    if (ends_) end_line();
    if (line_.empty()) line_region_ = region();
    if (!line_.empty() && between_ != 0) line_ += between_;
    between_ = 0;
    fresh_cell_ = false;
    line_ += word;
    if (line_heading_ == 0) line_heading_ = heading_;
  }

  void end_line() {
    ends_ = false;
    between_ = 0;
    const std::size_t end = line_.find_last_not_of(" \t");
    if (end != std::string::npos) {
      if (line_heading_ > 0) out_.headings.push_back({lines_, line_heading_});
      if (line_region_ && line_heading_ == 0) out_.regions.push_back({lines_, *line_region_});
      out_.text.append(line_, 0, end + 1);
      out_.text += '\n';
      ++lines_;
    }
    line_.clear();
    line_heading_ = 0;
  }

  PageText& out_;
  std::string line_;
  std::size_t lines_ = 0;
  char between_ = 0;         // what comes before the next word: a space, a tab, nothing
  bool ends_ = false;        // the next word begins a line
  bool fresh_cell_ = false;  // nothing of the cell was put down: its first block begins no line
  int preformatted_ = 0, heading_ = 0, line_heading_ = 0;
  int navs_ = 0, footers_ = 0, contents_ = 0;  // that are open
  std::optional<Region> line_region_;
};

}  // namespace

bool page_text(std::string_view html, PageText& out) {
  out.text.clear();
  out.headings.clear();
  out.regions.clear();
  if (nests_too_deeply(html)) return false;
  Arena arena((64 << 20) + 64 * html.size());
  const GumboOutput* tree = parse(html, arena);
  if (tree == nullptr) return false;
  Printer(out).print(tree->document);
  return true;
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
