#include <cstdint>

#include "signals/families.h"

// jusText (Pomikálek 2011, is.muni.cz/th/45523/fi_d; core.py of 3.0) on plain text: every line that
// is not blank is a paragraph, there are no links, no headings and no select boxes, so that these
// rules fall away. Defaults: 70 and 200 characters, stop word densities .30 and .32. Stop words are
// ours (rules/signals/stop-words.toml), of the language that has the most; without any there are no
// values, nor for texts written without spaces, whose words jusText cannot see.

namespace dechaff::signals {
namespace {

enum class Class : std::uint8_t { bad, brief, near_good, good };

struct Paragraph {
  Class first, last;
  std::uint32_t characters;
};

Class judge(const TextColumns& t, const LineColumn& line, std::uint32_t characters,
            std::size_t language) {
  const std::string_view bytes = t.line(line);
  if (bytes.find("©") != std::string_view::npos || bytes.find("&copy") != std::string_view::npos) {
    return Class::bad;
  }
  if (characters < 70) return Class::brief;
  double stops = 0;
  for (std::uint32_t i = line.chunk_begin; i < line.chunk_end; ++i) {
    stops += t.chunk(i).stop_mask >> language & 1;
  }
  const double density = stops / (line.chunk_end - line.chunk_begin);
  if (density >= 0.32) return characters > 200 ? Class::good : Class::near_good;
  return density >= 0.30 ? Class::near_good : Class::bad;
}

/// For every paragraph the nearest good or bad one before it in `step`, the edge being bad; `near`
/// says whether a near-good one lies between.
struct Neighbour {
  Class decided = Class::bad;
  bool near = false;
};

template <class Classes>
std::vector<Neighbour> neighbours(const Classes& classes, bool from_end) {
  std::vector<Neighbour> out(classes.size());
  Neighbour now;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const std::size_t i = from_end ? classes.size() - 1 - k : k;
    out[i] = now;
    if (classes[i] == Class::good || classes[i] == Class::bad) now = {classes[i], false};
    if (classes[i] == Class::near_good) now.near = true;
  }
  return out;
}

/// The second pass: what is short or near good goes with its neighbours.
void revise(std::vector<Class>& classes) {
  std::vector<Neighbour> before = neighbours(classes, false), after = neighbours(classes, true);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] != Class::brief) continue;
    const Neighbour a = before[i], b = after[i];
    if (a.decided == b.decided) {
      classes[i] = a.decided;
    } else {
      classes[i] = (a.decided == Class::bad ? a.near : b.near) ? Class::good : Class::bad;
    }
  }
  after = neighbours(classes, true);
  Class last = Class::bad;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] == Class::near_good) {
      const bool alone = last == Class::bad && after[i].decided == Class::bad;
      classes[i] = alone ? Class::bad : Class::good;
    }
    last = classes[i];
  }
}

void compute(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  const std::size_t language = t.language();
  if (language == 16) return;
  std::vector<Class> classes;
  std::vector<std::uint32_t> lengths;
  double counts[4] = {}, characters = 0;
  for (const LineColumn& line : t.lines) {
    if (line.chunk_begin == line.chunk_end) continue;
    // White space at the ends is ASCII nearly always; a byte is a character there.
    const std::string_view bytes = t.line(line);
    const auto around = static_cast<std::uint32_t>(bytes.size() - python_strip(bytes).size());
    lengths.push_back(line.characters - around);
    classes.push_back(judge(t, line, lengths.back(), language));
    ++counts[static_cast<std::size_t>(classes.back())];
    characters += lengths.back();
  }
  const auto all = static_cast<double>(classes.size());
  for (const Class c : {Class::good, Class::near_good, Class::brief, Class::bad}) {
    *out++ = counts[static_cast<std::size_t>(c)] / all;
  }
  revise(classes);
  double good = 0, good_characters = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] != Class::good) continue;
    ++good;
    good_characters += lengths[i];
  }
  *out++ = good / all;
  *out++ = share(good_characters, characters);
  double stops = t.stop_words[language];
  *out++ = stops / static_cast<double>(t.chunks.size());
}

}  // namespace

std::vector<Group> justext_groups() {
  return {{"jusText 3.0 without links and headings, our stop words",
           {{"justext.cf_good", "share", "lines that are good without their surroundings"},
            {"justext.cf_near_good", "share", "lines that are near good"},
            {"justext.cf_short", "share", "lines that are short"},
            {"justext.cf_bad", "share", "lines that are bad"},
            {"justext.good", "share", "lines that are good in the end"},
            {"justext.good_chars", "share", "characters in these lines"},
            {"justext.stop_words", "share", "words that are stop words"}},
           need_characters,
           compute}};
}

}  // namespace dechaff::signals
