#include "compare/gold.h"

#include <cstdint>
#include <functional>

#include "bytes/source.h"
#include "core/error.h"
#include "core/json_error.h"

namespace dechaff::compare {
namespace {

using Object = simdjson::dom::element;

std::string text_of(const Object& record, const char* field) {
  std::string_view value;
  if (record[field].get(value) != simdjson::SUCCESS) return {};
  return std::string(value);
}

std::vector<std::string> texts_of(const Object& record, const char* field) {
  std::vector<std::string> out;
  simdjson::dom::array list;
  if (record[field].get(list) != simdjson::SUCCESS) return out;
  for (const Object part : list) {
    std::string_view value;
    if (part.get(value) == simdjson::SUCCESS) out.emplace_back(value);
  }
  return out;
}

Object object_of(simdjson::dom::parser& parser, std::string_view json) {
  Object record;
  const auto error = parser.parse(json.data(), json.size()).get(record);
  if (error == simdjson::SUCCESS && record.is_object()) return record;
  throw Error(
      "not a JSON object: " +
      std::string(json_error(error == simdjson::SUCCESS ? simdjson::INCORRECT_TYPE : error)));
}

GoldPage gold_of(const Object& record) {
  GoldPage page;
  std::string_view gold;
  page.with = texts_of(record, "with");
  page.without = texts_of(record, "without");
  if (record["gold"].get(gold) == simdjson::SUCCESS) {
    page.gold = gold;
  } else if (page.with.empty() && page.without.empty()) {
    throw Error("the record has no text field 'gold'");
  } else {
    page.whole = false;
  }
  page.title = text_of(record, "title");
  simdjson::dom::array unscored;
  if (record["unscored"].get(unscored) == simdjson::SUCCESS) {
    for (const Object line : unscored) {
      std::uint64_t number = 0;
      if (line.get(number) == simdjson::SUCCESS) page.unscored.push_back(number);
    }
  }
  page.id = text_of(record, "id");
  page.type = text_of(record, "type");
  page.language = text_of(record, "lang");
  simdjson::dom::array headings;
  if (record["headings"].get(headings) == simdjson::SUCCESS) {
    for (const Object heading : headings) {
      const std::string tag = text_of(heading, "tag");
      const bool known = tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
      page.headings.push_back({text_of(heading, "text"), known ? tag[1] - '0' : 0});
    }
  }
  return page;
}

void each_record(const std::string& path, const std::function<void(const Object&)>& take) {
  bytes::Source source(path);
  std::string pending, piece(1 << 20, '\0');
  simdjson::dom::parser parser;
  std::size_t number = 0;
  const auto parse = [&](std::string_view line) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    try {
      take(object_of(parser, line));
    } catch (const Error& e) {
      throw Error({path, number, 0}, e.what());
    }
  };
  while (const std::size_t n = source.read(piece.data(), piece.size())) {
    pending.append(piece, 0, n);
    std::size_t at = 0;
    for (std::size_t end; (end = pending.find('\n', at)) != std::string::npos; at = end + 1)
      parse(std::string_view(pending).substr(at, end - at));
    pending.erase(0, at);
  }
  if (!pending.empty()) parse(pending);
}

}  // namespace

GoldPage GoldReader::read(std::string_view record) { return gold_of(object_of(parser_, record)); }

std::vector<GoldPage> load_gold(const std::string& path) {
  std::vector<GoldPage> out;
  each_record(path, [&](const Object& record) { out.push_back(gold_of(record)); });
  return out;
}

std::vector<std::pair<std::string, std::string>> load_predictions(const std::string& path) {
  std::vector<std::pair<std::string, std::string>> out;
  each_record(path, [&](const Object& record) {
    out.emplace_back(text_of(record, "id"), text_of(record, "text"));
  });
  return out;
}

}  // namespace dechaff::compare
