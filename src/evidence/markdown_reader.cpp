#include "evidence/markdown_reader.h"

#include <algorithm>

#include "evidence/markdown_lines.h"

namespace dechaff::evidence::markdown {
namespace {

using Kind = MarkdownBlock::Kind;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A line that begins with an image; one without a text of its own gives md4c nothing to tell.
bool is_image(std::string_view line) {
  while (!line.empty() && (is_space(line.front()) || line.front() == '>')) line.remove_prefix(1);
  return line.starts_with("![") || line.starts_with("[![");
}

std::string_view view_of(const MD_ATTRIBUTE& attribute) {
  return attribute.text == nullptr ? std::string_view()
                                   : std::string_view(attribute.text, attribute.size);
}

}  // namespace

Reader::Reader(std::string_view bytes, const std::vector<text::Line>& lines, Blocks& out,
               Evidence& of_lines)
    : bytes_(bytes),
      lines_(lines),
      out_(out),
      evidence_(of_lines),
      searches_(4 * lines.size() + 1000) {
  list_of_.assign(lines.size(), 0);
  begin_line();
}

void Reader::begin(std::size_t text, std::size_t body) {
  if (body == text) return;
  leaf_ = {};
  leaf_.kind = Kind::front_matter;
  while (line_ < lines_.size() && lines_[line_].begin < body) {
    const std::string_view line = line_text(line_);
    const bool is_mark = line_ == 0 || lines_[line_].next >= body;
    its_.element = is_mark ? Element::mark : Element::matter;
    if (!is_mark) {
      evidence_.show(line, 0, static_cast<std::uint32_t>(line.size()));
      count(line);
    }
    touched_ = true;
    end_line();
  }
  leaf_.line_end = static_cast<std::uint32_t>(line_);
  leaf_.bytes = {0, lines_[line_ - 1].next};
  out_.blocks.push_back(leaf_);
}

void Reader::end() {
  close_leaf();
  go_to(lines_.size());
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const List& list = lists_[list_of_[i]];
    const auto cut = [](std::uint32_t n) {
      return static_cast<std::uint16_t>(std::min<std::uint32_t>(n, 0xFFFF));
    };
    evidence_[i].siblings = cut(list.count);
    evidence_[i].group = cut(lists_[list.around].count);
  }
}

std::string_view Reader::line_text(std::size_t line) const {
  return bytes_.substr(lines_[line].begin, lines_[line].end - lines_[line].begin);
}

bool Reader::is_inside(std::string_view text) const {
  const auto at = reinterpret_cast<std::uintptr_t>(text.data());
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes_.data());
  return at >= begin && at + text.size() <= begin + bytes_.size();
}

// Lines.

void Reader::begin_line() {
  its_ = {};
  its_.known = Knowledge::markup;
  linked_ = 0;
  touched_ = false;
}

void Reader::end_line() {
  std::string_view shown = evidence_.shown_so_far();
  if (its_.element != Element::code) {
    while (!shown.empty() && is_space(shown.back())) shown.remove_suffix(1);
  }
  evidence_.keep_shown(shown.size());
  if (its_.element == Element::block && its_.characters == 0) its_.element = Element::mark;
  if (its_.characters > 0) {
    its_.link = static_cast<std::uint8_t>(std::uint64_t{std::min(linked_, its_.characters)} * 255 /
                                          its_.characters);
    if (linked_ == its_.characters && its_.links == 1) its_.flags |= whole_link;
  } else if ((its_.flags & has_image) != 0) {
    its_.element = Element::image;
  }
  evidence_.add(its_, Evidence::Shown::pieces);
  ++line_;
  begin_line();
}

Regions Reader::leaf_regions() const {
  if (!open_) return 0;
  Regions out = 0;
  if (leaf_.lists > 0) out |= bit(Region::list);
  if (leaf_.quotes > 0) out |= bit(Region::quote);
  if (leaf_.kind == Kind::table) out |= bit(Region::table);
  return out;
}

void Reader::pass_over() {
  const std::string_view line = line_text(line_), content = content_of(line);
  its_.regions = leaf_regions();
  if (open_ && placed_ && leaf_.kind == Kind::code) {
    its_.element = is_blank(line) ? Element::none : Element::code;
  } else if (is_blank(line)) {
    its_.regions = 0;
  } else if (content.find("![") != std::string_view::npos) {
    its_.element = Element::image;
    its_.flags = has_image;
  } else if (is_rule(line)) {
    its_.element = Element::rule;
  } else if (content.empty() || is_fence(content, '`') || is_fence(content, '~') ||
             is_table_rule(content) || (open_ && placed_) || content.front() == '#') {
    its_.element = Element::mark;
  } else {
    its_.element = Element::matter;
  }
  end_line();
}

void Reader::go_to(std::size_t line) {
  while (line_ < line) {
    if (touched_) {
      end_line();
    } else {
      pass_over();
    }
  }
}

bool Reader::touch(std::size_t at) {
  if (line_ >= lines_.size() || at < lines_[line_].begin) return false;
  std::size_t line = line_;
  while (line < lines_.size() && at >= lines_[line].next) ++line;
  if (line == lines_.size()) return false;
  go_to(line);
  if (open_ && !placed_) {
    placed_ = true;
    leaf_.line_begin = static_cast<std::uint32_t>(line);
  }
  if (touched_) return true;
  touched_ = true;
  its_.element = element_of_leaf();
  its_.level = leaf_.kind == Kind::heading ? leaf_.level : 0;
  its_.depth = static_cast<std::uint8_t>(std::min<std::size_t>(containers_.size(), 255));
  its_.regions = leaf_regions();
  if (!list_path_.empty()) list_of_[line_] = list_path_.back();
  shown_to_ = at;
  cells_ = 0;
  return true;
}

/// The first line from here on for which test() holds, where only lines that give no text come
/// before it, and three others (a definition's title may have a line of its own). O(lines), of
/// which those looked at in vain are bounded.
template <class Test>
std::optional<std::size_t> Reader::find_ahead(Test test) {
  int others = 3;
  for (std::size_t line = next_free(); line < lines_.size() && searches_ > 0; ++line) {
    const std::string_view here = line_text(line), content = content_of(here);
    if (test(here)) return line;
    if (!content.empty() && !is_definition(content) && !is_rule(here) && --others < 0) break;
    --searches_;
  }
  return {};
}

// Blocks.

Element Reader::element_of_leaf() const {
  switch (leaf_.kind) {
    case Kind::heading:
      return Element::heading;
    case Kind::code:
      return Element::code;
    case Kind::html:
      return Element::block;
    case Kind::table:
      return Element::cell;
    default:
      if (leaf_.first_of_item) return Element::item;
      return !containers_.empty() && containers_.back() == Container::quote ? Element::quote
                                                                            : Element::paragraph;
  }
}

void Reader::open_leaf(Kind kind) {
  close_leaf();
  const auto depth_of = [&](Container its) {
    const auto count = std::count(containers_.begin(), containers_.end(), its);
    return static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(count, 255));
  };
  leaf_ = {};
  leaf_.kind = kind;
  leaf_.lists = depth_of(Container::list);
  leaf_.quotes = depth_of(Container::quote);
  leaf_.first_of_item = fresh_item_;
  fresh_item_ = false;
  open_ = true;
  placed_ = in_tag_ = in_comment_ = false;
  fence_ = 0;
  code_lines_ = 0;
  indent_ = 0;
}

void Reader::close_leaf() {
  if (!open_) return;
  std::size_t last = line_;  // of the leaf's text
  if (!placed_) {
    const auto found = find_ahead([&](std::string_view line) {
      const std::string_view content = content_of(line);
      switch (leaf_.kind) {
        case Kind::heading:
          return heading_marks(content).count > 0;
        case Kind::rule:
          return is_rule(line) || is_rule(content);
        default:
          return !content.empty() && !is_definition(content);
      }
    });
    if (!found) {
      open_ = false;
      return;
    }
    go_to(*found);
    last = *found;
    leaf_.line_begin = static_cast<std::uint32_t>(last);
    if (leaf_.kind == Kind::rule) {
      its_.element = Element::rule;
      touched_ = true;
    }
    placed_ = true;
  }
  std::size_t end = last + 1;
  if (leaf_.kind == Kind::heading && !heading_marks(content_of(line_text(last))).count &&
      end < lines_.size()) {
    leaf_.setext = true;
    ++end;
  }
  if (leaf_.kind == Kind::heading) close_heading(line_text(last));
  if (leaf_.kind == Kind::paragraph && last == leaf_.line_begin && last == line_) {
    const HeadingMarks marks = heading_marks(content_of(line_text(last)));
    if (marks.lax) {
      leaf_.lax = true;
      its_.level = leaf_.level = static_cast<std::uint8_t>(marks.count);
      its_.flags |= is_lax;
    }
  }
  while (leaf_.kind == Kind::paragraph && end < lines_.size() && is_image(line_text(end))) ++end;
  if (leaf_.kind == Kind::code && fence_ != 0) {
    end = std::max<std::size_t>(end, leaf_.line_begin + 1 + code_lines_);
    if (end < lines_.size() && is_fence(content_of(line_text(end)), fence_)) ++end;
  }
  if (leaf_.kind == Kind::table) {  // a head that shows nothing
    const std::size_t first = out_.blocks.empty() ? 0 : out_.blocks.back().line_end;
    while (leaf_.line_begin > first &&
           line_text(leaf_.line_begin - 1).find('|') != std::string_view::npos) {
      --leaf_.line_begin;
    }
  }
  end = std::min(end, lines_.size());
  go_to(end - 1);
  if (end - 1 > last && !touched_ &&
      (leaf_.kind == Kind::code || leaf_.kind == Kind::heading)) {  // a fence, an underline
    its_.element = Element::mark;
    touched_ = true;
  }
  open_ = false;
  // No line is in two blocks, whatever the search for lines of marks has found.
  if (!out_.blocks.empty()) {
    leaf_.line_begin = std::max(leaf_.line_begin, out_.blocks.back().line_end);
  }
  if (leaf_.line_begin >= end) return;
  leaf_.line_end = static_cast<std::uint32_t>(end);
  leaf_.bytes = {lines_[leaf_.line_begin].begin, lines_[end - 1].next};
  out_.blocks.push_back(leaf_);
}

/// Takes {#id} off, "{: #id}" and "{.class}" too.
void Reader::close_heading(std::string_view last) {
  const std::size_t open = last.rfind('{');
  if (open == std::string_view::npos || open + 2 >= last.size()) return;
  const std::size_t close = last.find('}', open);
  if (close == std::string_view::npos ||
      (last[open + 1] != '#' && last[open + 1] != ':' && last[open + 1] != '.')) {
    return;
  }
  const std::string_view rest = last.substr(close + 1);
  if (!std::all_of(rest.begin(), rest.end(), [](char c) { return is_space(c) || c == '#'; }))
    return;
  const std::size_t id = last.substr(0, close).find('#', open);
  if (id != std::string_view::npos) {
    const std::size_t end = std::min(last.find_first_of(" \t}", id), close);
    const std::size_t begin = lines_[line_].begin;
    leaf_.name = {begin + id + 1, begin + end};
  }
  evidence_.cut_shown(static_cast<std::uint32_t>(open));
  const auto left = static_cast<std::uint32_t>(evidence_.shown_so_far().size());
  its_.characters = std::min(its_.characters, left);
}

bool Reader::enter_block(MD_BLOCKTYPE type, void* detail) {
  const auto open_list = [&] {
    lists_.push_back({0, list_path_.empty() ? 0 : list_path_.back()});
    list_path_.push_back(static_cast<std::uint32_t>(lists_.size() - 1));
  };
  switch (type) {
    case MD_BLOCK_QUOTE:
      close_leaf();
      containers_.push_back(Container::quote);
      fresh_item_ = false;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      close_leaf();
      containers_.push_back(Container::list);
      open_list();
      break;
    case MD_BLOCK_LI:
      close_leaf();
      ++lists_[list_path_.back()].count;
      fresh_item_ = true;
      break;
    case MD_BLOCK_HR:
      open_leaf(Kind::rule);
      break;
    case MD_BLOCK_H:
      open_leaf(Kind::heading);
      leaf_.level = static_cast<std::uint8_t>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_CODE: {
      open_leaf(Kind::code);
      const auto& code = *static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
      fence_ = code.fence_char;
      if (fence_ == 0) break;
      leaf_.fenced = true;
      const auto line =
          find_ahead([&](std::string_view text) { return is_fence(content_of(text), fence_); });
      if (!line) break;
      go_to(*line);
      touched_ = placed_ = true;
      its_.element = Element::mark;
      leaf_.line_begin = static_cast<std::uint32_t>(*line);
      const std::string_view language = view_of(code.lang);
      if (!language.empty() && is_inside(language)) {
        const auto begin = static_cast<std::size_t>(language.data() - bytes_.data());
        leaf_.language = {begin, begin + language.size()};
      }
      break;
    }
    case MD_BLOCK_HTML:
      open_leaf(Kind::html);
      break;
    case MD_BLOCK_P:
      open_leaf(Kind::paragraph);
      break;
    case MD_BLOCK_TABLE:
      open_leaf(Kind::table);
      open_list();
      break;
    case MD_BLOCK_TR:
      ++lists_[list_path_.back()].count;
      cells_ = 0;
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      fresh_cell_ = true;
      break;
    default:
      break;
  }
  return true;
}

bool Reader::leave_block(MD_BLOCKTYPE type, void*) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      close_leaf();
      containers_.pop_back();
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      close_leaf();
      containers_.pop_back();
      list_path_.pop_back();
      break;
    case MD_BLOCK_TABLE:
      close_leaf();
      list_path_.pop_back();
      break;
    case MD_BLOCK_LI:
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
      close_leaf();
      fresh_item_ = false;
      break;
    default:
      break;
  }
  return true;
}

}  // namespace dechaff::evidence::markdown
