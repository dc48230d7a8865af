#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/markdown.h"
#include "text/lines.h"

namespace dechaff::evidence {

/// A language of marks for headings, code and tables in plain text.
enum class MarkLanguage : std::uint8_t { none, markdown, restructured, asciidoc, mediawiki, org };

/// By the file's name: .md and its kin, .rst, .rest, .adoc, .asciidoc, .mediawiki, .wiki, .org;
/// ".gz", ".zst" and ".txt" at its end do not count.
MarkLanguage language_named(std::string_view path);

/// The language whose marks a text has most of, and how many of its lines are headings by them:
/// whether that is enough is the caller's to say. Underlines, or one "#", are marks too. `certain`:
/// the text has other signs of the language (links, fences, directives, attributes). `fenced`: it
/// has fences that close, so that no code is taken for headings.
struct SniffedLanguage {
  MarkLanguage language = MarkLanguage::none;
  std::size_t headings = 0;
  bool certain = false;
  bool fenced = false;
};
SniffedLanguage sniff_language(std::string_view bytes, const std::vector<text::Line>& lines);

/// The blocks of a document in one of these languages: Markdown by read_markdown(), which fills
/// `of_lines` too; the others by their lines, with `of_lines` empty. False: the document would take
/// more time than its length allows, and `out` is empty. Linear otherwise.
bool read_blocks(MarkLanguage language, std::string_view bytes,
                 const std::vector<text::Line>& lines, Blocks& out, Evidence& of_lines);

}  // namespace dechaff::evidence
