#include "signals/families.h"
#include "signals/line_repeats.h"

namespace dechaff::signals {
namespace {

void size(const Subject& subject, double* out) {
  *out++ = static_cast<double>(subject.columns.text.size());
  *out++ = subject.columns.characters;
}

void words(const Subject& subject, double* out) {
  *out = static_cast<double>(subject.columns.sums[c_unicode_words]);
}

void lines(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  double count = 0;
  LineRepeats repeats;
  for (const LineColumn& line : t.lines) {
    if (line.chunk_begin == line.chunk_end) continue;
    ++count;
    repeats.add(line.hash, line.characters);
  }
  *out++ = count;
  *out++ = share(repeats.later_characters(), t.characters);
  *out++ = share(static_cast<double>(t.characters), count);
}

}  // namespace

std::vector<Group> text_groups() {
  constexpr std::string_view source = "dechaff, counts of the text";
  return {{source,
           {{"dechaff.bytes", "bytes", "length of the text"},
            {"dechaff.characters", "characters", "its code points"}},
           0,
           size},
          {source,
           {{"dechaff.words", "words", "UAX #29 words; a Han character or a kana is one"}},
           need_unicode,
           words},
          {source,
           {{"dechaff.lines", "lines", "lines that are not blank"},
            {"dechaff.repeated_lines", "share", "characters in second and later copies of lines"},
            {"dechaff.line_length", "characters", "characters by lines that are not blank"}},
           need_line_hashes,
           lines}};
}

}  // namespace dechaff::signals
