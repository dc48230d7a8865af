#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace dechaff::compare {

/// What people marked on a page; a JSON object with the fields id, text, gold, and, if they are
/// there, type, lang and headings ([{"text", "tag"}]). The text is the document.
struct GoldPage {
  struct Heading {
    std::string text;
    int level;  // 1 to 6, of h1 to h6; 0 when it is not said
  };
  std::string id, type, language;
  std::string gold;  // its main content
  std::vector<Heading> headings;
};

/// Reads gold pages out of JSON objects; one a thread.
class GoldReader {
 public:
  /// Throws Error when `record` is no JSON object with a text field "gold".
  GoldPage read(std::string_view record);

 private:
  simdjson::dom::parser parser_;
};

/// Reads all pages of a file (JSONL, also compressed) into memory. Throws Error with file:line.
std::vector<GoldPage> load_gold(const std::string& path);

/// The field "text" of each line by its "id". Throws Error with file:line.
std::vector<std::pair<std::string, std::string>> load_predictions(const std::string& path);

}  // namespace dechaff::compare
