#include "evidence/markup_reader.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "evidence/html_elements.h"

namespace dechaff::html {
namespace {

std::optional<Markup::Kind> mark_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
      return Markup::Kind::strong;
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
      return Markup::Kind::emphasis;
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_TT:
      return Markup::Kind::code;
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
      return Markup::Kind::struck;
    case GUMBO_TAG_A:
      return Markup::Kind::link;
    default:
      return std::nullopt;
  }
}

/// The language of code, as most highlighters have it in a class: "language-cpp", "lang-py",
/// "highlight-source-sh", "brush: js".
std::string language_of(const GumboElement& element) {
  const std::string_view names = attribute(element, "class");
  for (const std::string_view before :
       {"language-", "lang-", "highlight-source-", "brush: ", "sourceCode "}) {
    const std::size_t at = names.find(before);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = names.substr(at + before.size());
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n;"), rest.size());
    const std::string_view name = rest.substr(0, end);
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             std::string_view("+#.-_").find(c) != std::string_view::npos;
    });
    if (plain && !name.empty() && name.size() < 32) return std::string(name);
  }
  return std::string(attribute(element, "data-lang"));
}

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_MENU ||
         tag == GUMBO_TAG_DIR;
}

}  // namespace

void MarkupReader::enter(const GumboElement& element) {
  const GumboTag tag = element.tag;
  const Kind kind = kind_of(tag);
  if (kind == Kind::block || kind == Kind::preformatted) ++blocks_;
  if (const auto mark = mark_of(tag)) {
    if (pre_ == 0) marks_.push_back({*mark, tag, std::string(attribute(element, "href"))});
    if (pre_ > 0 && tag == GUMBO_TAG_CODE && out_.codes.back().empty())
      out_.codes.back() = language_of(element);
  } else if (is_list(tag)) {
    const bool ordered = tag == GUMBO_TAG_OL;
    const int start = ordered ? std::atoi(std::string(attribute(element, "start")).c_str()) : 0;
    lists_.push_back({ordered, start > 0 ? static_cast<std::uint32_t>(start) : 1,
                      lists_.empty() ? ++all_lists_ : lists_.back().outermost});
  } else if (tag == GUMBO_TAG_LI) {
    Markup::Item item;
    item.parent = items_.empty() ? Markup::none : items_.back();
    if (!lists_.empty()) {
      item.list = lists_.back().outermost;
      if (lists_.back().ordered) item.number = lists_.back().next++;
    }
    items_.push_back(static_cast<std::uint32_t>(out_.items.size()));
    out_.items.push_back(item);
  } else if (tag == GUMBO_TAG_TABLE) {
    tables_.push_back(all_tables_++);
  } else if (tag == GUMBO_TAG_TR) {
    ++rows_;
  } else if (kind == Kind::cell) {
    end_line();  // marks hold in one cell
  } else if (tag == GUMBO_TAG_BLOCKQUOTE) {
    ++quotes_;
  } else if (kind == Kind::preformatted) {
    if (pre_++ == 0) {
      code_ = static_cast<std::uint32_t>(out_.codes.size());
      out_.codes.push_back(language_of(element));
    }
  } else if (heading_level(tag) > 0) {
    ++headings_;
    level_ = static_cast<std::uint8_t>(heading_level(tag));
  }
}

void MarkupReader::leave(const GumboElement& element) {
  const GumboTag tag = element.tag;
  const Kind kind = kind_of(tag);
  if (kind == Kind::block || kind == Kind::preformatted) ++blocks_;
  if (mark_of(tag)) {
    if (marks_.empty() || marks_.back().tag != tag) return;  // inside <pre>
    close(marks_.back());
    marks_.pop_back();
  } else if (is_list(tag)) {
    if (!lists_.empty()) lists_.pop_back();
  } else if (tag == GUMBO_TAG_LI) {
    if (!items_.empty()) items_.pop_back();
  } else if (tag == GUMBO_TAG_TABLE) {
    if (!tables_.empty()) tables_.pop_back();
  } else if (tag == GUMBO_TAG_BLOCKQUOTE) {
    if (quotes_ > 0) --quotes_;
  } else if (kind == Kind::preformatted) {
    if (pre_ > 0 && --pre_ == 0) code_ = Markup::none;
  } else if (heading_level(tag) > 0) {
    if (headings_ > 0 && --headings_ == 0) level_ = 0;
  }
}

void MarkupReader::word(std::size_t at, bool first) {
  if (first) {
    Markup::Line& line = out_.lines.emplace_back();
    line.begin = at;
    line.block = blocks_;
    if (!items_.empty()) line.item = items_.back();
    if (!tables_.empty()) line.table = tables_.back();
    line.row = rows_;
    line.code = code_;
    line.level = level_;
    line.quotes = static_cast<std::uint8_t>(std::min(quotes_, 200U));
  }
  for (Open& mark : marks_) {
    if (mark.begin == SIZE_MAX) mark.begin = at;
  }
}

void MarkupReader::end_line() {
  for (std::size_t i = marks_.size(); i-- > 0;) close(marks_[i]);
}

void MarkupReader::close(Open& mark) {
  const std::size_t begin = std::exchange(mark.begin, SIZE_MAX);
  if (begin != SIZE_MAX && begin < last_)
    out_.marks.push_back({{begin, last_}, mark.kind, mark.target});
}

}  // namespace dechaff::html
