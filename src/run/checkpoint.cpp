#include "run/checkpoint.h"

#include <simdjson.h>

#include <utility>
#include <vector>

#include "bytes/hex.h"
#include "core/error.h"
#include "text/hash.h"
#include "text/json_writer.h"

namespace dechaff {
namespace {

constexpr std::string_view schema = "dechaff.checkpoint/2";

using Numbers = std::vector<std::uint64_t>;

/// The numbers of a place in the order in which the file has them.
Numbers numbers_of(const RunPlace& place) {
  const RunTotals& t = place.totals;
  return {place.batches,
          place.file,
          place.position.offset,
          place.position.line,
          place.position.packed,
          place.position.packed_offset,
          place.offset,
          place.documents,
          t.documents,
          t.bytes_in,
          t.bytes_out,
          t.errors,
          t.aside,
          t.invalid_documents,
          t.taken,
          t.without_text,
          t.emptied,
          t.left_out,
          t.text_in,
          t.text_out};
}

constexpr std::size_t place_numbers = 20;

RunPlace place_of(const Numbers& n) {
  RunPlace place;
  place.batches = n[0];
  place.file = n[1];
  place.position = {n[2], n[3], n[4], n[5]};
  place.offset = n[6];
  place.documents = n[7];
  RunTotals& t = place.totals;
  t.documents = n[8];
  t.bytes_in = n[9];
  t.bytes_out = n[10];
  t.errors = n[11];
  t.aside = n[12];
  t.invalid_documents = n[13];
  t.taken = n[14];
  t.without_text = n[15];
  t.emptied = n[16];
  t.left_out = n[17];
  t.text_in = n[18];
  t.text_out = n[19];
  return place;
}

void append_numbers(text::JsonWriter& json, const char* name, const Numbers& numbers) {
  json.key(name).begin_list();
  for (const std::uint64_t n : numbers) json.value(n);
  json.end_list();
}

/// Names of files and columns may be any bytes.
void append_bytes(text::JsonWriter& json, std::string& out, const char* name,
                  std::string_view bytes) {
  json.key(name).begin_text();
  bytes::append_hex(out, bytes);
  json.end_text();
}

std::string read_bytes(simdjson::dom::element object, const char* name) {
  std::string out;
  if (!bytes::from_hex(object[name].get_string().value(), out)) throw Error("is no checkpoint");
  return out;
}

Numbers read_numbers(simdjson::dom::element object, const char* name) {
  Numbers out;
  const simdjson::dom::array list = object[name].get_array().value();
  for (const simdjson::dom::element n : list) out.push_back(n.get_uint64().value());
  return out;
}

/// The text ends with the hash of what comes before it.
void check_hash(std::string_view text) {
  constexpr std::string_view member = ",\"hash\":\"", end = "\"}\n";
  constexpr std::size_t digits = 32;
  constexpr std::size_t tail = member.size() + digits + end.size();
  if (!text.starts_with("{\"schema\":\"dechaff.checkpoint/")) throw Error("is no checkpoint");
  if (!text.starts_with("{\"schema\":\"" + std::string(schema)))
    throw Error("is no checkpoint of this version");
  const std::size_t at = text.size() < tail ? 0 : text.size() - tail;
  const std::string_view before = text.substr(0, at), rest = text.substr(at);
  if (!rest.starts_with(member) || !rest.ends_with(end) ||
      rest.substr(member.size(), digits) != text::hex(text::hash128(before))) {
    throw Error("is damaged: it does not have its checksum");
  }
}

void append_tally(text::JsonWriter& json, const Tally& tally) {
  for (const auto& [name, counts] :
       {std::pair{"reasons", &tally.reasons}, std::pair{"rules", &tally.rules}}) {
    json.key(name).begin_object();
    for (const auto& [key, count] : *counts)
      json.key(key).begin_list().value(count.decisions).value(count.bytes).end_list();
    json.end_object();
  }
  json.key("languages").begin_object();
  for (const auto& [language, documents] : tally.languages) json.member(language, documents);
  json.end_object();
}

Tally read_tally(simdjson::dom::element object) {
  Tally out;
  for (const auto& [name, counts] :
       {std::pair{"reasons", &out.reasons}, std::pair{"rules", &out.rules}}) {
    const simdjson::dom::object all = object[name].get_object().value();
    for (const simdjson::dom::key_value_pair entry : all) {
      const simdjson::dom::array numbers = entry.value.get_array().value();
      (*counts)[std::string(entry.key)] = {numbers.at(0).get_uint64().value(),
                                           numbers.at(1).get_uint64().value()};
    }
  }
  const simdjson::dom::object languages = object["languages"].get_object().value();
  for (const simdjson::dom::key_value_pair entry : languages)
    out.languages[std::string(entry.key)] = entry.value.get_uint64().value();
  return out;
}

}  // namespace

std::string print(const Checkpoint& checkpoint) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("schema", schema).member("settings", checkpoint.settings);
  json.member("done", checkpoint.done);
  append_numbers(json, "place", numbers_of(checkpoint.place));
  Numbers stages;
  for (const StageCount& stage : checkpoint.place.totals.stages) {
    stages.push_back(stage.decisions);
    stages.push_back(stage.bytes);
  }
  append_numbers(json, "stages", stages);
  append_numbers(json, "kept", {checkpoint.kept.begin(), checkpoint.kept.end()});
  append_bytes(json, out, "table", checkpoint.place.table.names);
  append_bytes(json, out, "table_source", checkpoint.place.table.source);
  append_bytes(json, out, "table_line", checkpoint.place.table.line);
  append_tally(json, checkpoint.tally);
  json.member("shard", checkpoint.shard);
  const std::string hash = text::hex(text::hash128(out));
  json.member("hash", hash).end_line();
  return out;
}

Checkpoint parse_checkpoint(std::string_view text) {
  try {
    check_hash(text);
    simdjson::dom::parser parser;
    const simdjson::dom::element object = parser.parse(text.data(), text.size());
    if (object["schema"].get_string().value() != schema) throw Error("is no checkpoint");
    Checkpoint out;
    out.settings = object["settings"].get_string().value();
    out.done = object["done"].get_bool().value();
    const Numbers place = read_numbers(object, "place"), kept = read_numbers(object, "kept");
    const Numbers stages = read_numbers(object, "stages");
    if (place.size() != place_numbers || kept.size() != out.kept.size() || stages.size() % 2 != 0)
      throw Error("is no checkpoint of this version");
    out.place = place_of(place);
    out.place.table = {read_bytes(object, "table"), read_bytes(object, "table_source"),
                       read_bytes(object, "table_line")};
    if (out.place.position.packed_offset > out.place.position.offset)
      throw Error("is no checkpoint of this version");
    for (std::size_t i = 0; i < stages.size(); i += 2)
      out.place.totals.stages.push_back({{}, stages[i], stages[i + 1]});
    for (std::size_t i = 0; i < kept.size(); ++i) out.kept[i] = kept[i];
    out.tally = read_tally(object);
    out.shard = object["shard"].get_uint64().value();
    return out;
  } catch (const simdjson::simdjson_error&) {
    throw Error("is no checkpoint");
  }
}

}  // namespace dechaff
