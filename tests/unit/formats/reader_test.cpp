#include "formats/reader.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "archive.h"
#include "catch.h"
#include "core/error.h"

using namespace dechaff;

namespace {

/// A file that holds some bytes.
class Scratch {
 public:
  explicit Scratch(const std::string& bytes)
      : path_((std::filesystem::temp_directory_path() /
               ("dechaff-reader-" + std::to_string(::getpid())))
                  .string()) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~Scratch() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Read {
  std::string bytes;
  std::vector<std::string> documents, ids, errors;
};

Read read_all(const std::string& bytes, const formats::ReadOptions& options) {
  const Scratch file(bytes);
  bytes::Source source(file.path());
  formats::Reader reader(source, options);
  Read out;
  for (formats::Batch batch; reader.next(batch);) {
    reader.cut(batch);
    CHECK(batch.begin.offset == out.bytes.size());
    std::size_t at = 0;
    for (const formats::Record& record : batch.records) {
      CHECK(record.all.begin == at);
      at = record.all.end;
      if (record.is_document) {
        out.documents.push_back(batch.bytes.substr(record.text.begin, record.text.size()));
        out.ids.push_back(record.id);
      }
      if (!record.error.empty()) out.errors.push_back(record.error);
    }
    CHECK(at == batch.bytes.size());
    out.bytes += batch.bytes;
    CHECK(batch.end.offset == out.bytes.size());
  }
  return out;
}

std::string warc_record(const std::string& type, const std::string& url, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a WARC file is cut into its records, whatever the batch") {
  std::string bytes = warc_record("warcinfo", "", "software: x\r\n\r\nmore\r\n");
  std::vector<std::string> blocks, urls;
  for (int i = 0; i < 40; ++i) {
    blocks.push_back("Page " + std::string(static_cast<std::size_t>(i * 37 % 300), 'x') +
                     "\r\n\r\nWARC is a word here\n");
    urls.push_back("http://a.example/" + std::to_string(i));
    bytes += warc_record("conversion", urls.back(), blocks.back());
  }
  for (const std::size_t batch : {1U, 100U, 5000U, 1U << 20}) {
    formats::ReadOptions options;
    options.batch = batch;
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == blocks);
    CHECK(read.ids == urls);
    CHECK(read.errors.empty());
  }
}

TEST_CASE("a broken WARC record costs no other, and its offset is said") {
  const std::string first = warc_record("conversion", "http://a.example/1", "one\n");
  const std::string third = warc_record("conversion", "http://a.example/3", "three\n");
  const std::string at = "the record at byte " + std::to_string(first.size()) + ' ';
  struct Case {
    std::string second, says;
  };
  const std::vector<Case> cases = {
      {"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nno length\r\n\r\n", "has no valid Content-Length"},
      {"WARC/1.0\r\nContent-Length: 12x\r\n\r\nno length\r\n\r\n", "has no valid Content-Length"},
      {"garbage\r\n\r\n", "does not begin as a WARC record"},
      {"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 2\r\n\r\nlonger\r\n\r\n",
       "does not end where its Content-Length says"},
      {"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 20\r\n\r\nshorter\r\n\r\n",
       "does not end where its Content-Length says"},
  };
  for (const Case& broken : cases) {
    for (const std::size_t batch : {1U, 1U << 20}) {
      formats::ReadOptions options;
      options.batch = batch;
      const std::string bytes = first + broken.second + third;
      const Read read = read_all(bytes, options);
      CHECK(read.bytes == bytes);
      CHECK(read.documents == std::vector<std::string>{"one\n", "three\n"});
      CHECK(read.errors == std::vector<std::string>{at + broken.says});
    }
  }
  const Read cut = read_all(first + third.substr(0, third.size() - 6), {});
  CHECK(cut.documents == std::vector<std::string>{"one\n"});
  CHECK(cut.errors == std::vector<std::string>{at + "is cut short"});
}

TEST_CASE("a record over the limit passes in pieces between the others") {
  formats::ReadOptions options;
  options.batch = 64;
  options.max_document = 200;
  const std::string large(1000, 'x');
  SECTION("lines") {
    options.format = formats::Format::lines;
    const std::string bytes = "one\n" + large + "\ntwo\n" + large;
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one\n", "two\n"});
    CHECK(read.errors.size() == 2);
  }
  SECTION("jsonl") {
    options.format = formats::Format::jsonl;
    const std::string bytes =
        "{\"text\":\"one\"}\n{\"text\":\"" + large + "\"}\n{\"text\":\"two\"}\n";
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one", "two"});
    CHECK(read.errors.size() == 1);
  }
  SECTION("csv") {
    options.format = formats::Format::csv;
    const std::string bytes =
        "text\none\n\"" + large + "\n\n\"\"x\"\ntwo\n" + large + "\n\"three\"\n";
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one", "two", "three"});
    CHECK(read.errors.size() == 2);
  }
  SECTION("tar") {
    options.format = formats::Format::tar;
    const std::string bytes = tar_entry("a", "one") + tar_entry("b", large) + tar_entry("c", "two");
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one", "two"});
    CHECK(read.errors.size() == 1);
  }
  SECTION("warc") {
    const std::string bytes =
        warc_record("conversion", "u", "one") + warc_record("conversion", "v", large) +
        warc_record("response", "w", large) + warc_record("conversion", "u", "two");
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one", "two"});
    CHECK(read.errors.size() == 1);
  }
}

TEST_CASE("CSV is cut into its records, whatever the batch") {
  std::string bytes = "\xEF\xBB\xBF\"the \"\"id\"\"\",text\r\n";
  std::vector<std::string> texts, ids;
  for (int i = 0; i < 40; ++i) {
    const std::string more(static_cast<std::size_t>(i * 37 % 300), 'x');
    texts.push_back(i % 3 == 0 ? "Page, \"\"" + more + "\"\"\n\r\nend" : "Page 5\" " + more);
    ids.push_back(std::to_string(i));
    const std::string quote = i % 3 == 0 ? "\"" : "";
    bytes += ids.back() + ',' + quote + texts.back() + quote + (i % 2 == 0 ? "\r\n" : "\n");
  }
  for (const std::size_t batch : {1U, 100U, 5000U, 1U << 20}) {
    formats::ReadOptions options;
    options.format = formats::Format::csv;
    options.id_field = "the \"id\"";
    options.batch = batch;
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == texts);
    CHECK(read.ids == ids);
    CHECK(read.errors.empty());
  }
}

TEST_CASE("CSV: what is wrong with a record costs no other") {
  formats::ReadOptions options;
  options.format = formats::Format::tsv;
  for (const std::size_t batch : {1U, 1U << 20}) {
    options.batch = batch;
    const Read read = read_all("id\ttext\n1\n1\t2\t3\n\n1\t\"a\"b\n1\tgood\n1\t\"open\nx", options);
    CHECK(read.documents == std::vector<std::string>{"good"});
    CHECK(read.errors == std::vector<std::string>{
                             "has 1 fields, the first line 2", "has 3 fields, the first line 2",
                             "something stands behind a closing quote", "a quote is not closed"});
  }
  CHECK_THROWS_AS(read_all("id\tText\n1\t2\n", options), Error);
  CHECK_THROWS_AS(read_all("text\ttext\n1\t2\n", options), Error);
  CHECK(read_all("", options).bytes.empty());
}

TEST_CASE("a tar archive is cut into its entries, whatever the batch") {
  std::string bytes;
  std::vector<std::string> texts, names;
  for (int i = 0; i < 20; ++i) {
    names.push_back("../" + std::to_string(i));
    texts.push_back(std::string(static_cast<std::size_t>(i * 97 % 1300), 'x'));
    bytes += tar_entry(names.back(), texts.back());
    bytes += tar_entry("binary", std::string(3, '\0')) + tar_entry("folder/", "", '5');
  }
  names.push_back(std::string(200, 'n'));
  texts.push_back("long");
  bytes += tar_entry("././@LongLink", names.back() + '\0', 'L') + tar_entry("nnn", "long");
  names.push_back("path");
  texts.push_back("pax");
  bytes += tar_entry("x", "13 path=path\n", 'x') + tar_entry("y", "pax");
  const std::string junk(1000, 'j'), good = bytes;
  bytes += junk + std::string(24, 'j') + tar_entry("last", "last") + std::string(1024, '\0');
  names.push_back("last");
  texts.push_back("last");
  for (const std::size_t batch : {1U, 100U, 5000U, 1U << 20}) {
    formats::ReadOptions options;
    options.batch = batch;
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == texts);
    CHECK(read.ids == names);
    CHECK(read.errors ==
          std::vector<std::string>{"the entry at byte " + std::to_string(good.size()) +
                                   " does not begin as an entry of a tar archive"});
  }
  const Read cut = read_all(good.substr(0, good.size() - 510), {});
  CHECK(cut.errors.size() == 1);
}

TEST_CASE("WARC headers without an end are not held") {
  std::string bytes = "WARC/1.0\r\n";
  while (bytes.size() < 20 << 20) bytes += "a: b\n";
  bytes += "\r\n\r\n" + warc_record("conversion", "u", "text");
  const Scratch file(bytes);
  bytes::Source source(file.path());
  formats::Reader reader(source, {});
  std::size_t largest = 0, documents = 0;
  for (formats::Batch batch; reader.next(batch);) {
    reader.cut(batch);
    largest = std::max(largest, batch.bytes.capacity());
    for (const formats::Record& record : batch.records) documents += record.is_document ? 1 : 0;
  }
  CHECK(largest < 8 << 20);
  CHECK(documents == 1);
}

TEST_CASE("JSON of any form is cut into its values, whatever the batch") {
  struct Case {
    std::string bytes;
    std::vector<std::string> documents, errors;
  };
  const std::string word = "not a JSON object: The JSON element does not have the requested type.";
  const std::vector<Case> cases = {
      {R"([{"text":"a"}, "b",{"text":"c"}])", {"a", "b", "c"}, {}},
      {"{\"text\":\n\"a\"}\n{\"text\":\"b\"}", {"a", "b"}, {}},
      // Words and numbers end where a batch may end.
      {"[1, 2,\n\"a\", 34]\n", {"a"}, {word, word, word}},
      {"1\n22,3", {}, {word, word, word}},
      {"{\"text\":\"a\"}\n{\"text\":", {"a"}, {"JSON ends within a value"}},
      {"[\"a\", \"b", {"a"}, {"JSON ends within a value"}},
      // What follows the array is no element of it.
      {"[\"a\"]\n \n{\"text\":\"b\"}\n", {"a"}, {"more follows the JSON array"}},
      {"[]]", {}, {"more follows the JSON array"}},
      {"[\"a\"] \n\n", {"a"}, {}},
  };
  for (const auto& [bytes, documents, errors] : cases) {
    for (const std::size_t batch : {1U, 2U, 3U, 5U, 11U, 1U << 20}) {
      CAPTURE(bytes, batch);
      formats::ReadOptions options;
      options.format = formats::Format::json;
      options.batch = batch;
      const Read read = read_all(bytes, options);
      CHECK(read.bytes == bytes);
      CHECK(read.documents == documents);
      CHECK(read.errors == errors);
    }
  }
}

TEST_CASE("a zstd frame to be skipped gives no bytes") {
  const std::string skipped("Q*M\x18\0\0\0\0", 8);  // of length 0; the sanitizers watch
  CHECK(read_all(skipped, {}).documents.empty());
  CHECK_THROWS_AS(read_all(skipped + "m", {}), Error);
}
