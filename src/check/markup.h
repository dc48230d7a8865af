#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/line_table.h"

namespace dechaff::check {

enum class Markup : std::uint8_t { none, markdown, restructured };

/// By the file's name: *.md and its kin, *.rst, *.rest; compression suffixes do not count, nor does
/// ".txt" behind one of these. A text of no such name is reStructuredText when a line begins as a
/// directive does (".. name::") or as a target (".. _name:"). O(bytes) then.
Markup markup_of(std::string_view path, std::string_view bytes);

/// What a line is to the gate. hidden: the filters do not see it at all. shown: they see it, but it
/// is never a finding of theirs. code: hidden, and comments in it are no comments.
enum class LineKind : std::uint8_t { prose, shown, hidden, code };

inline bool is_hidden(LineKind kind) { return kind >= LineKind::hidden; }

/// Says of each line whether it is prose. Hidden are front matter, code (fenced, indented, literal
/// and doctest blocks), tables, comments, blocks of HTML, directives other than notes, link
/// definitions, images, and list entries that are nothing but a link or one quoted name; headings
/// and lines with code in backticks are shown. Markdown after CommonMark (spec.commonmark.org) and
/// GitHub's tables, lists judged by indentation alone; reStructuredText after docutils'
/// specification (docutils.sourceforge.io/docs/ref/rst/restructuredtext.html). Without markup only
/// lines with a mark of this program are shown, and blocks indented by four spaces or a tab hidden.
/// Needs `lines.measure()`. O(bytes).
void classify(Markup markup, std::string_view bytes, const LineTable& lines,
              std::vector<LineKind>& kinds);

}  // namespace dechaff::check
