#include "io/reader.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catch.h"

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

Read read_all(const std::string& bytes, const io::ReadOptions& options) {
  const Scratch file(bytes);
  io::Source source(file.path());
  io::Reader reader(source, options);
  Read out;
  for (io::Batch batch; reader.next(batch);) {
    reader.cut(batch);
    CHECK(batch.begin.offset == out.bytes.size());
    std::size_t at = 0;
    for (const io::Record& record : batch.records) {
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
    io::ReadOptions options;
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
      io::ReadOptions options;
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
  io::ReadOptions options;
  options.batch = 64;
  options.max_document = 200;
  const std::string large(1000, 'x');
  SECTION("lines") {
    options.format = io::Format::lines;
    const std::string bytes = "one\n" + large + "\ntwo\n" + large;
    const Read read = read_all(bytes, options);
    CHECK(read.bytes == bytes);
    CHECK(read.documents == std::vector<std::string>{"one\n", "two\n"});
    CHECK(read.errors.size() == 2);
  }
  SECTION("jsonl") {
    options.format = io::Format::jsonl;
    const std::string bytes =
        "{\"text\":\"one\"}\n{\"text\":\"" + large + "\"}\n{\"text\":\"two\"}\n";
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
