// What markdown::Reader does with links and texts.

#include <algorithm>
#include <string>

#include "evidence/markdown_reader.h"
#include "text/entities.h"
#include "text/utf8.h"

namespace dechaff::evidence::markdown {
namespace {

using Kind = MarkdownBlock::Kind;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A link at the end of a heading that names the heading itself: no letter and no digit, "¶" or
/// "#".
bool is_permalink(std::string_view text) {
  if (text.size() > 8) return false;
  if (text == "\xC2\xB6" || text == "\xC2\xA7" || text == "\xF0\x9F\x94\x97") return true;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '#' || is_space(c); });
}

std::string_view view_of(const MD_ATTRIBUTE& attribute) {
  return attribute.text == nullptr ? std::string_view()
                                   : std::string_view(attribute.text, attribute.size);
}

}  // namespace

bool Reader::enter_span(MD_SPANTYPE type, void* detail) {
  if (type != MD_SPAN_A && type != MD_SPAN_IMG) return true;
  const auto& link = *static_cast<MD_SPAN_A_DETAIL*>(detail);  // an image's is laid out alike
  for (const MD_ATTRIBUTE* its : {&link.href, &link.title}) {
    if (!is_inside(view_of(*its))) copied_ += its->size;
  }
  // Definitions can be used again and again, and md4c makes their targets anew each time.
  if (copied_ > (1 << 20) + 16 * std::uint64_t{bytes_.size()}) return false;
  if (!open_) open_leaf(Kind::paragraph);  // in an item of a tight list
  if (type == MD_SPAN_IMG) {
    ++images_;
    if (touched_ && placed_) its_.flags |= has_image;
    return true;
  }
  if (links_++ == 0) {
    link_is_new_ = true;
    link_line_ = line_;
    link_shown_ = evidence_.shown_so_far().size();
  }
  return true;
}

bool Reader::leave_span(MD_SPANTYPE type, void*) {
  if (type == MD_SPAN_IMG) --images_;
  if (type != MD_SPAN_A || --links_ > 0) return true;
  if (leaf_.kind != Kind::heading || !touched_) return true;
  const std::size_t begin = link_line_ == line_ ? link_shown_ : 0;
  const std::string_view shown = evidence_.shown_so_far().substr(begin);
  if (link_is_new_ || !is_permalink(shown)) return true;
  const auto points = static_cast<std::uint32_t>(text::code_points(shown));
  its_.characters -= std::min(points, its_.characters);
  linked_ -= std::min(points, linked_);
  its_.links -= std::min<std::uint32_t>(1, its_.links);
  evidence_.keep_shown(begin);
  return true;
}

void Reader::text(MD_TEXTTYPE type, std::string_view text) {
  if (type == MD_TEXT_NULLCHAR || type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) return;
  if (!open_) open_leaf(Kind::paragraph);
  if (!is_inside(text)) {
    if (leaf_.kind != Kind::code) return;
    if (text == "\n") {
      ++code_lines_;
      indent_ = 0;
    } else {
      indent_ += text.size();
    }
    return;
  }
  show_text(type, text);
}

void Reader::show_text(MD_TEXTTYPE type, std::string_view text) {
  auto at = static_cast<std::size_t>(text.data() - bytes_.data());
  if (indent_ > 0 && at >= indent_ &&
      std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(at - indent_),
                  bytes_.begin() + static_cast<std::ptrdiff_t>(at),
                  [](char c) { return c == ' '; })) {
    at -= indent_;
    text = bytes_.substr(at, text.size() + indent_);
  }
  indent_ = 0;
  while (!text.empty()) {  // a line of the document at a time
    if (!touch(at)) return;
    const std::size_t here = std::min(text.size(), lines_[line_].next - at);
    const std::size_t visible = at < lines_[line_].end ? std::min(here, lines_[line_].end - at) : 0;
    show_part(type, text.substr(0, visible), at);
    text.remove_prefix(here);
    at += here;
  }
}

void Reader::show_part(MD_TEXTTYPE type, std::string_view text, std::size_t at) {
  if (images_ > 0) {
    its_.flags |= has_image;
    return;
  }
  const auto place = static_cast<std::uint32_t>(at - lines_[line_].begin);
  const auto size = static_cast<std::uint32_t>(text.size());
  if (type == MD_TEXT_HTML) {
    if (leaf_.kind == Kind::html) {
      show_html(text);
    } else {
      read_tag(text);
      if (text.starts_with("<br")) evidence_.show(" ", place, size);
    }
    return;
  }
  if (leaf_.kind == Kind::table && fresh_cell_) {
    if (cells_++ > 0 && at > shown_to_) {
      evidence_.show("\t", static_cast<std::uint32_t>(shown_to_ - lines_[line_].begin),
                     static_cast<std::uint32_t>(at - shown_to_));
    }
    fresh_cell_ = false;
  }
  shown_to_ = at + text.size();
  if (type == MD_TEXT_ENTITY) {
    std::size_t length = 0;
    std::string decoded;
    for (const char32_t c : text::reference_at(text, 0, length)) {
      if (c != 0) text::append(decoded, c);
    }
    if (!decoded.empty()) {
      evidence_.show(decoded, place, size);
      count(decoded);
      return;
    }
  }
  evidence_.show(text, place, size);
  count(text);
}

void Reader::count(std::string_view shown) {
  std::uint32_t points = 0;
  for (const char c : shown) {
    points += !is_space(c) && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  its_.characters += points;
  if (links_ == 0 && !html_link_) return;
  linked_ += points;
  if (link_is_new_) ++its_.links;
  link_is_new_ = false;
}

/// "<a href", "</a>", "<a name", "<img".
void Reader::read_tag(std::string_view tag) {
  if (tag.starts_with("</a") || tag.starts_with("</A")) html_link_ = false;
  if (tag.starts_with("<img")) its_.flags |= has_image;
  if (!tag.starts_with("<a ") && !tag.starts_with("<A ")) return;
  if (tag.find("href") != std::string_view::npos) html_link_ = link_is_new_ = true;
  for (const std::string_view name : {"name=\"", "id=\""}) {
    const std::size_t begin = tag.find(name);
    if (begin == std::string_view::npos || !is_inside(tag)) continue;
    const std::size_t end = tag.find('"', begin + name.size());
    if (end == std::string_view::npos) continue;
    const auto at = static_cast<std::size_t>(tag.data() - bytes_.data());
    leaf_.name = {at + begin + name.size(), at + end};
  }
}

/// A line of an HTML block: its text without tags and comments.
void Reader::show_html(std::string_view text) {
  const std::size_t begin =
      static_cast<std::size_t>(text.data() - bytes_.data()) - lines_[line_].begin;
  std::size_t at = 0;
  while (at < text.size()) {
    if (in_comment_ || in_tag_) {
      const std::string_view close = in_comment_ ? "-->" : ">";
      const std::size_t end = text.find(close, at);
      if (end == std::string_view::npos) return;
      at = end + close.size();
      in_comment_ = in_tag_ = false;
      continue;
    }
    const std::size_t tag = std::min(text.find('<', at), text.size());
    evidence_.show(text.substr(at, tag - at), static_cast<std::uint32_t>(begin + at),
                   static_cast<std::uint32_t>(tag - at));
    count(text.substr(at, tag - at));
    if (tag == text.size()) return;
    in_comment_ = text.substr(tag, 4) == "<!--";
    in_tag_ = !in_comment_;
    if (in_tag_) read_tag(text.substr(tag, text.substr(tag).find('>')));
    at = tag + (in_comment_ ? 4U : 1U);
  }
}

}  // namespace dechaff::evidence::markdown
