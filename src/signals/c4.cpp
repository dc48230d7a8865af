#include "signals/c4.h"

#include <algorithm>
#include <array>
#include <functional>

#include "signals/families.h"
#include "signals/python_text.h"

namespace dechaff::signals {
namespace {

/// Takes out "[12]", "[]", "[edit]" and "[citation needed]"; false when there are none.
bool without_citations(std::string_view line, std::string& out) {
  out.clear();
  bool any = false;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] != '[') {
      out += line[i++];
      continue;
    }
    std::size_t end = i + 1;
    while (end < line.size() && line[end] >= '0' && line[end] <= '9') ++end;
    std::size_t length = end < line.size() && line[end] == ']' ? end + 1 - i : 0;
    for (const std::string_view note : {"[edit]", "[citation needed]"}) {
      if (line.substr(i, note.size()) == note) length = note.size();
    }
    if (length == 0) {
      out += line[i++];
      continue;
    }
    any = true;
    i += length;
  }
  return any;
}

bool ends_well(std::string_view line) {
  if (line.empty() || std::string_view(".?!\"'").find(line.back()) == std::string_view::npos) {
    return false;
  }
  return !line.ends_with("...");
}

bool holds(std::string_view lower, const std::vector<std::string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    return lower.find(phrase) != std::string_view::npos;
  });
}

class LineReader {
 public:
  LineReader(TextColumns& columns, std::string* kept) : t_(columns), kept_(kept) {}

  void read(const LineColumn& line, C4Lines& out) {
    ++out.lines;
    if ((line.flags & f_long) != 0) {
      ++out.long_word;
      return;
    }
    std::string_view bytes = python_strip(t_.line(line));
    const bool cited = (line.flags & f_bracket) != 0 && without_citations(bytes, without_);
    if (cited) bytes = without_;
    if (!ends_well(bytes)) {
      ++out.no_terminal;
      return;
    }
    if (line.chunk_end - line.chunk_begin < 3) {
      ++out.few_words;
      return;
    }
    if ((line.flags & f_phrase) != 0) {
      lower_.clear();
      append_lower(lower_, bytes);
    } else {
      lower_.clear();  // no chunk holds a part of any phrase
    }
    if (holds(lower_, t_.lists().lorem_ipsum)) {
      ++out.lorem_ipsum;
    } else if (holds(lower_, t_.lists().javascript)) {
      ++out.javascript;
    } else if (bytes.find('{') != std::string_view::npos) {
      ++out.curly_bracket;
    } else if (holds(lower_, t_.lists().policy)) {
      ++out.policy;
    } else {
      ++out.kept;
      out.sentences +=
          cited ? sentences_of_cited() : t_.sentences(line.chunk_begin, line.chunk_end);
      if (kept_ != nullptr) {
        if (out.kept > 1) *kept_ += '\n';
        *kept_ += bytes;
      }
    }
  }

 private:
  /// A line that lost citations has other words: it is cut anew.
  std::uint32_t sentences_of_cited() {
    TextColumns& again = t_.other();
    again.assign(without_, need_english);
    return again.sentences(0, static_cast<std::uint32_t>(again.chunks.size()));
  }

  TextColumns& t_;
  std::string* kept_;
  std::string without_, lower_;
};

void compute(const Subject& subject, double* out) {
  TextColumns& t = subject.columns;
  const C4Lines lines = read_c4_lines(t, nullptr);
  for (const std::uint32_t count :
       {lines.lines, lines.kept, lines.sentences, lines.lorem_ipsum, lines.curly_bracket,
        lines.no_terminal, lines.few_words, lines.javascript, lines.policy, lines.long_word}) {
    *out++ = count;
  }
  std::array<std::uint32_t, 3> longest{};
  for (const LineColumn& line : t.lines) {
    if (line.characters <= longest[2]) continue;
    longest[2] = line.characters;
    std::sort(longest.begin(), longest.end(), std::greater<>());
  }
  *out++ = t.lines.size() < 3 ? 0 : longest[2];
}

}  // namespace

C4Lines read_c4_lines(TextColumns& columns, std::string* kept_text) {
  C4Lines out;
  columns.require(need_characters | need_english);
  LineReader reader(columns, kept_text);
  columns.for_each_text_line([&](const LineColumn& line) { reader.read(line, out); });
  if (kept_text != nullptr) {
    const std::string stripped(python_strip(*kept_text));
    *kept_text = stripped;
  }
  return out;
}

std::vector<Group> c4_groups() {
  return {{"C4, jmlr.org/papers/v21/20-074.html section 2.2, as datatrove 0.10 computes it",
           {{"c4.lines", "lines", "lines of the text"},
            {"c4.kept_lines", "lines", "lines that no rule takes"},
            {"c4.sentences", "sentences", "sentences of the kept lines"},
            {"c4.lorem_ipsum", "lines", "lines with \"lorem ipsum\" that came so far"},
            {"c4.curly_bracket", "lines", "lines with \"{\" that came so far"},
            {"c4.no_terminal_lines", "lines", "dropped: no . ? ! \" ' at the end, or an ellipsis"},
            {"c4.few_words_lines", "lines", "dropped: fewer than three words"},
            {"c4.javascript_lines", "lines", "dropped: hold \"javascript\""},
            {"c4.policy_lines", "lines", "dropped: speak of cookies, privacy or terms of use"},
            {"c4.long_word_lines", "lines", "dropped: a word of more than 1,000 characters"},
            {"c4.third_longest_line", "characters",
             "of the third longest line, 0 without three (mC4 asks for 200)"}},
           need_characters | need_english,
           compute}};
}

}  // namespace dechaff::signals
