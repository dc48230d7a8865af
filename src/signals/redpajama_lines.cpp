#include "signals/redpajama_lines.h"

#include "signals/measure.h"
#include "signals/python_text.h"
#include "text/json_writer.h"

namespace dechaff::signals {
namespace {

bool starts_with_bullet(std::string_view line) {
  static constexpr std::u32string_view bullets =
      U"\u2022\u2023\u25B6\u25C0\u25E6\u25A0\u25A1\u25AA\u25AB\u2013";
  return !line.empty() && bullets.find(text::decode(line, 0).c) != bullets.npos;
}

}  // namespace

RedpajamaLine redpajama_line(const TextColumns& t, const LineColumn& line) {
  const std::string_view bytes = python_strip(t.line(line));
  const bool terminal =
      bytes.ends_with('.') || bytes.ends_with('!') || bytes.ends_with('?') || bytes.ends_with("”");
  double words = 0, javascript = 0, characters = 0, numerals = 0, capitals = 0;
  for (std::uint32_t i = line.chunk_begin; i < line.chunk_end; ++i) {
    const Chunk& chunk = t.chunk(i);
    words += t.vocabulary.count(chunk, c_normal_words);
    characters += t.vocabulary.count(chunk, c_normal_characters);
    numerals += t.vocabulary.count(chunk, c_numerals);
    capitals += t.vocabulary.count(chunk, c_capitals);
    if ((chunk.flags & f_javascript) != 0) ++javascript;
  }
  const double length = line.characters + (line.end < t.text.size() ? 1 : 0);  // with its ending
  return {{terminal ? 1.0 : 0.0, javascript, words,
           words == 0 ? 0 : numerals / (characters + words - 1),
           starts_with_bullet(bytes) ? 1.0 : 0.0, length == 0 ? 0 : capitals / length}};
}

void append_redpajama_lines(std::string& out, TextColumns& t, const Selection& selection) {
  t.require(need_characters | need_normal);
  static constexpr std::string_view names[] = {"rps_lines_ending_with_terminal_punctution_mark",
                                               "rps_lines_javascript_counts",
                                               "rps_lines_num_words",
                                               "rps_lines_numerical_chars_fraction",
                                               "rps_lines_start_with_bulletpoint",
                                               "rps_lines_uppercase_letter_fraction"};
  text::JsonWriter json(out, true);
  json.key("lines").begin_object();
  for (std::size_t k = 0; k < RedpajamaLine::count; ++k) {
    if (selection.find(names[k]) == selection.size()) continue;
    json.key(names[k]).begin_list();
    std::size_t at = 0;
    for (const LineColumn& line : t.lines) {
      if (line.begin == t.text.size()) break;
      const std::size_t end = at + line.characters + (line.end < t.text.size() ? 1 : 0);
      json.begin_list().value(at).value(end).raw({});
      append_value(out, redpajama_line(t, line).values[k]);
      json.end_list();
      at = end;
    }
    json.end_list();
  }
  json.end_object();
}

}  // namespace dechaff::signals
