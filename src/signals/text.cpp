#include "signals/families.h"
#include "signals/line_repeats.h"

namespace dechaff::signals {
namespace {

void compute(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  double lines = 0;
  LineRepeats repeats;
  for (const LineColumn& line : t.lines) {
    if (line.chunk_begin == line.chunk_end) continue;
    ++lines;
    repeats.add(line.hash, line.characters);
  }
  *out++ = static_cast<double>(t.text.size());
  *out++ = t.characters;
  *out++ = static_cast<double>(t.sums[c_unicode_words]);
  *out++ = lines;
  *out++ = share(repeats.later_characters(), t.characters);
  *out++ = share(static_cast<double>(t.characters), lines);
}

}  // namespace

std::vector<Group> text_groups() {
  return {{"dechaff, counts of the text",
           {{"dechaff.bytes", "bytes", "length of the text"},
            {"dechaff.characters", "characters", "its code points"},
            {"dechaff.words", "words", "UAX #29 words; a Han character or a kana is one"},
            {"dechaff.lines", "lines", "lines that are not blank"},
            {"dechaff.repeated_lines", "share", "characters in second and later copies of lines"},
            {"dechaff.line_length", "characters", "characters by lines that are not blank"}},
           need_line_hashes,
           compute}};
}

}  // namespace dechaff::signals
