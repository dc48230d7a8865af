#include "evidence/of_document.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace dechaff::evidence {
namespace {

struct OfDocument final : Workspace::Slot {
  void next_document() override {
    known = nullptr;
    shown = false;
  }

  const Evidence* known = nullptr;
  bool shown = false;  // the lines are judged by it
  Evidence own;        // of Markdown
  Blocks blocks;
  std::vector<text::Line> lines;  // work space
  std::string current;            // Markdown as earlier stages left it
};

bool read(std::string_view bytes, OfDocument& its) {
  its.lines.clear();
  text::split_lines(bytes, its.lines);
  return read_markdown(bytes, its.lines, its.blocks, its.own);
}

/// Reads the lines once more: earlier stages rewrote some. False when they do not match.
bool read_again(const Document& document, OfDocument& its) {
  const LineTable& lines = document.lines;
  its.current.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.kept(i)) its.current += lines.text[i];
    its.current += '\n';
  }
  return read(its.current, its) && its.own.lines() == lines.size();
}

void fix_lines(Document& document, const Blocks& blocks, bool certain) {
  using Kind = MarkdownBlock::Kind;
  for (const MarkdownBlock& block : blocks.blocks) {
    // Text that has lost its name may be indented for other reasons.
    const bool code = block.kind == Kind::code && (block.fenced || certain);
    if (!code && block.kind != Kind::front_matter) continue;
    document.fixed.resize(document.lines.size());
    std::fill(document.fixed.begin() + block.line_begin, document.fixed.begin() + block.line_end,
              std::uint8_t{1});
  }
}

}  // namespace

bool is_markdown(std::string_view bytes) {
  constexpr int enough = 3;
  static constexpr std::array<std::string_view, 7> targets = {"http://", "https://", "mailto:", "/",
                                                              "#",       "./",       "../"};
  int links = 0;
  for (std::size_t at = bytes.find("]("); at != std::string_view::npos && links < enough;
       at = bytes.find("](", at + 2)) {
    std::string_view target = bytes.substr(at + 2, 2000);
    if (target.starts_with('<')) target.remove_prefix(1);
    const bool known = std::any_of(targets.begin(), targets.end(),
                                   [&](std::string_view t) { return target.starts_with(t); });
    if (known && target.substr(0, target.find('\n')).find(')') != std::string_view::npos) ++links;
  }
  return links >= enough;
}

void attach(Document& document, const Evidence* of_page) {
  OfDocument& its = document.workspace.get<OfDocument>();
  if (of_page != nullptr) {
    // A page's line may hold U+2028, which ends a line of the document.
    if (of_page->lines() == document.lines.size()) its.known = of_page;
    return;
  }
  const bool certain = document.markup == Markup::markdown;
  if (!document.utf8 || document.markup == Markup::html) return;
  if (!certain && !is_markdown(document.bytes)) return;
  if (!read(document.bytes, its) || its.own.lines() != document.lines.size()) return;
  document.markup = Markup::markdown;
  its.known = &its.own;
  fix_lines(document, its.blocks, certain);
  for (const MarkdownBlock& block : its.blocks.blocks) {
    if (block.kind == MarkdownBlock::Kind::heading)
      document.heading_elements.push_back({block.line_begin, block.level});
  }
}

const Evidence* of_document(Document& document) {
  OfDocument& its = document.workspace.get<OfDocument>();
  if (its.known == nullptr || its.shown) return its.known;
  its.shown = true;
  if (its.known != &its.own) return its.known;
  LineTable& lines = document.lines;
  if (!lines.rewritten.empty() && !read_again(document, its)) {
    its.known = nullptr;
    return nullptr;
  }
  lines.shown_text.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    lines.shown_text[i] = its.own.shown(i, lines.text[i]);
  return its.known;
}

const Blocks* blocks_of(Document& document) {
  OfDocument& its = document.workspace.get<OfDocument>();
  return its.known == &its.own ? &its.blocks : nullptr;
}

namespace {

bool is_mark(char c) {
  return c == '*' || c == '_' || c == '~' || c == '`' || c == '[' || c == '!';
}

/// Whether emphasis, code and links that begin in a text end in it, and the other way round.
bool is_balanced(std::string_view text) {
  int open = 0, round = 0;
  for (const char c : text) {
    open += c == '[' ? 1 : c == ']' ? -1 : 0;
    round += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (open < 0 || round < 0) return false;
  }
  const auto even = [&](char mark) {  // runs of the mark
    std::size_t runs = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      runs += text[i] == mark && (i == 0 || text[i - 1] != mark) ? 1U : 0U;
    return runs % 2 == 0;
  };
  return open == 0 && round == 0 && even('*') && even('_') && even('`') && even('~');
}

}  // namespace

Span whole_marks(const Evidence& of_lines, std::size_t line, std::string_view text, Span part) {
  if (of_lines.is_verbatim(line)) return part;
  const Span inner = of_lines.original_of(line, part);
  std::size_t before = inner.begin, after = inner.end;
  while (before > 0 && is_mark(text[before - 1])) --before;
  if (after < text.size() && text[after] == ']') {  // the target of a link
    const std::size_t end = text.find(')', after);
    after = end == std::string_view::npos ? after : end + 1;
  }
  while (after < text.size() && (text[after] == '*' || text[after] == '_' || text[after] == '`'))
    ++after;
  for (const Span span :
       {Span{before, after}, Span{before, inner.end}, Span{inner.begin, after}, inner}) {
    if (is_balanced(text.substr(span.begin, span.size()))) return span;
  }
  return {};
}

}  // namespace dechaff::evidence
