#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace dechaff::compare {

/// What people marked on a page; a JSON object with the fields id, text, gold, and, if they are
/// there, type, lang, headings ([{"text", "tag"}]), title, unscored ([line]). The text is the
/// document. Instead of gold a page may have with and without, lists of texts.
struct GoldPage {
  struct Heading {
    std::string text;
    int level;  // 1 to 6, of h1 to h6; 0 when it is not said
  };
  std::string id, type, language;
  std::string gold;   // its main content; empty where parts are all that is known
  bool whole = true;  // the gold is there
  std::string title;
  std::vector<std::string> with, without;  // parts that must stay, and that must go
  std::vector<std::size_t> unscored;       // lines of the document that count for nothing, from 0
  std::vector<Heading> headings;
};

/// Reads gold pages out of JSON objects; one a thread.
class GoldReader {
 public:
  /// Throws Error when `record` is no JSON object with a text field "gold" or a list "with".
  GoldPage read(std::string_view record);

 private:
  simdjson::dom::parser parser_;
};

/// Reads all pages of a file (JSONL, also compressed) into memory. Throws Error with file:line.
std::vector<GoldPage> load_gold(const std::string& path);

/// The field "text" of each line by its "id". Throws Error with file:line.
std::vector<std::pair<std::string, std::string>> load_predictions(const std::string& path);

}  // namespace dechaff::compare
