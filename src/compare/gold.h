#pragma once

#include <string>
#include <vector>

namespace dechaff::compare {

/// A page whose main content people marked; a line of a JSONL file with the fields id, text, gold,
/// and, if they are there, type, lang and headings ([{"text", "tag"}]).
struct GoldPage {
  struct Heading {
    std::string text;
    int level;  // 1 to 6, of h1 to h6; 0 when it is not said
  };
  std::string id, type, language;
  std::string text;  // the whole page
  std::string gold;  // its main content
  std::vector<Heading> headings;
};

/// Reads all pages of a file (JSONL, also compressed) into memory. Throws Error with file:line.
std::vector<GoldPage> load_gold(const std::string& path);

/// The field "text" of each line by its "id". Throws Error with file:line.
std::vector<std::pair<std::string, std::string>> load_predictions(const std::string& path);

}  // namespace dechaff::compare
