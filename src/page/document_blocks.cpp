#include "page/document_blocks.h"

#include <algorithm>

#include "decide/policy.h"

namespace dechaff::page {
namespace {

using evidence::MarkdownBlock;
using evidence::MarkLanguage;

bool is_heading(const MarkdownBlock& block) {
  return block.kind == MarkdownBlock::Kind::heading || block.lax;
}

/// Several "# …" lines are the comments of a program, not headings, when no deeper mark is among
/// them, or when a quarter of all marked lines is a sentence or begins with a small letter.
bool are_comments(const evidence::Blocks& blocks) {
  namespace policy = decide::policy;
  std::size_t all = 0, single = 0, said = 0;
  for (const MarkdownBlock& block : blocks.blocks) {
    if (!is_heading(block) || block.setext) continue;
    const std::string_view words = blocks.title_of(block);
    const bool small = !words.empty() && words[0] >= 'a' && words[0] <= 'z';
    ++all;
    single += block.level == 1 ? 1U : 0U;
    said += small || words.ends_with('.') ? 1U : 0U;
  }
  return single >= policy::comment_marks &&
         (single == all || policy::comment_sentences * said >= all);
}

}  // namespace

void DocumentBlocks::next_document() {
  language = MarkLanguage::none;
  named = read = false;
  blocks.clear();
}

const DocumentBlocks& read_blocks(Document& document) {
  namespace policy = decide::policy;
  auto& out = document.workspace.get<DocumentBlocks>();
  if (out.read) return out;
  out.read = true;
  if (document.markup == Markup::html) return out;
  out.spans.resize(document.lines.size());
  for (std::size_t i = 0; i < out.spans.size(); ++i) {
    const Span span = document.lines.span[i];
    out.spans[i] = {span.begin, span.end, document.lines.next[i]};
  }
  MarkLanguage language = document.markup == Markup::markdown
                              ? MarkLanguage::markdown
                              : evidence::language_named(document.source);
  bool fenced = false;
  out.named = language != MarkLanguage::none;
  if (!out.named) {
    const evidence::SniffedLanguage sniffed = evidence::sniff_language(document.bytes, out.spans);
    // One is enough for a short text; a page that came without marks may have a stray one.
    const std::size_t enough =
        std::clamp<std::size_t>(out.spans.size() / policy::lines_a_mark, 1, policy::most_marks);
    fenced = sniffed.fenced;
    const std::size_t few = (enough + policy::certain_marks - 1) / policy::certain_marks;
    if (sniffed.headings >= (sniffed.certain ? few : enough)) language = sniffed.language;
  }
  if (language == MarkLanguage::none) return out;
  if (!evidence::read_blocks(language, document.bytes, out.spans, out.blocks, out.lines))
    return out;
  if (!out.named) {
    if (std::none_of(out.blocks.blocks.begin(), out.blocks.blocks.end(), is_heading) ||
        (!fenced && language == MarkLanguage::markdown && are_comments(out.blocks))) {
      out.blocks.clear();
      return out;
    }
  }
  out.language = language;
  return out;
}

}  // namespace dechaff::page
