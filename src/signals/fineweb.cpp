#include "signals/families.h"
#include "signals/line_repeats.h"
#include "signals/marks.h"
#include "text/utf8.h"

// FineWeb's own filter (Penedo et al. 2024, arxiv.org/abs/2406.17557, section 3.4), as datatrove
// 0.10 has it: pipeline/filters/fineweb_quality_filter.py.

namespace dechaff::signals {
namespace {

void compute(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  double lines = 0, terminal = 0, brief = 0;
  LineRepeats repeats;
  for (const LineColumn& line : t.lines) {
    if (line.chunk_begin == line.chunk_end) continue;
    ++lines;
    if (is_fineweb_terminal(text::decode_before(t.text, line.end).c)) ++terminal;
    if (line.characters <= 30) ++brief;
    repeats.add(line.hash, line.characters);
  }
  *out++ = share(terminal, lines);
  *out++ = share(brief, lines);
  *out++ = share(repeats.later_characters(), t.characters - t.newlines);
  *out++ = share(t.newlines, static_cast<double>(t.sums[c_words]));
}

}  // namespace

std::vector<Group> fineweb_groups() {
  return {{"FineWeb, arxiv.org/abs/2406.17557, as datatrove 0.10 computes it",
           {{"fineweb.line_punct_ratio", "share", "lines that end with a terminal mark, no quotes"},
            {"fineweb.short_line_ratio", "share", "lines of 30 characters or fewer"},
            {"fineweb.char_dup_ratio", "share", "characters in second and later copies of lines"},
            {"fineweb.list_ratio", "per word", "line feeds by words"}},
           need_line_hashes | need_english,
           compute}};
}

}  // namespace dechaff::signals
