// What a run does with a document that a filter fails at. This program has a registry of its own
// with such a filter; src/filters/registry.cpp is not linked into it.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "bytes/output.h"
#include "catch.h"
#include "core/ordered_filter.h"
#include "files.h"
#include "render/removal_log.h"
#include "run/run.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

constexpr Reason said{"test.line", "of a test"};

/// Drops the first line; fails after that at a document that holds "fail", and gives up altogether
/// at one that holds "disk".
class Failing : public OrderedFilter {
 public:
  bool in_order() const override { return false; }
  void declare(Params&) override {}
  void process(Document& document, Sink& sink) override {
    sink.drop(0, said);
    if (document.bytes.find("fail") != std::string_view::npos) throw std::bad_alloc();
    if (document.bytes.find("disk") != std::string_view::npos) throw Error({}, "the disk is full");
  }
};

/// The same in input order.
class FailingInOrder final : public Failing {
 public:
  bool in_order() const override { return true; }
};

/// Puts off all documents from the third on.
class PuttingOff final : public OrderedFilter {
 public:
  void declare(Params&) override {}
  bool in_order() const override { return true; }
  bool may_put_off() const override { return true; }
  bool puts_off() const override { return !settled_ && seen_ > 2; }
  void settle() override { settled_ = true; }
  void process(Document&, Sink&) override { ++seen_; }

 private:
  std::size_t seen_ = 0;
  bool settled_ = false;
};

struct Result {
  std::string text, errors, log;
  RunTotals totals;
  std::vector<std::string> said;
};

class Folder {
 public:
  Folder() { fs::create_directories(path_); }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_ = fs::temp_directory_path() / ("dechaff-failing-" + std::to_string(::getpid()));
};

Result run_over(const std::string& bytes, const std::vector<StageSpec>& stages, bool aside,
                unsigned jobs, bool strict = false) {
  const Folder folder;
  std::ofstream(folder / "in") << bytes;
  RunOptions options;
  options.files = {folder / "in"};
  options.reading.format = formats::Format::jsonl;
  options.reading.batch = 60;
  options.jobs = jobs;
  options.stop_at_error = strict;
  Result result;
  options.report = [&](const Error& error) { result.said.push_back(message_of(error)); };
  bytes::Output text(folder / "text"), log(folder / "log"), errors(folder / "errors");
  RunOutputs outputs;
  outputs.text = &text;
  outputs.log = &log;
  if (aside) outputs.errors = &errors;
  result.totals = run(options, stages, {}, render::CleanWriter(), outputs);
  text.finish();
  log.finish();
  errors.finish();
  result.text = slurp(folder / "text");
  result.errors = slurp(folder / "errors");
  bytes::Source cleaned(folder / "text"), entries(folder / "log");
  bytes::Output original(folder / "original");
  render::restore(cleaned, entries, original);
  original.finish();
  CHECK(slurp(folder / "original") == bytes);
  return result;
}

const std::string input =
    "{\"text\":\"a\\nb\"}\n{\"text\":\"a\\nfail\"}\n{\"text\":\"c\\nd\"}\n"
    "{\"text\":\"fail\\ne\"}\n{\"text\":\"f\\ng\"}\n";

}  // namespace

const std::vector<FilterInfo>& dechaff::filters() {
  static const std::vector<FilterInfo> list = {
      {"failing", "", "", [] { return std::unique_ptr<Filter>(new Failing); }, {}},
      {"failing-in-order", "", "", [] { return std::unique_ptr<Filter>(new FailingInOrder); }, {}},
      {"putting-off", "", "", [] { return std::unique_ptr<Filter>(new PuttingOff); }, {}},
  };
  return list;
}

const FilterInfo* dechaff::find_filter(std::string_view name) {
  for (const FilterInfo& info : filters()) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

TEST_CASE("a document that a filter fails at passes as it came, and is told of") {
  for (const char* filter : {"failing", "failing-in-order"}) {
    for (const unsigned jobs : {1U, 3U}) {
      const Result result = run_over(input, {{filter, {}, 1}}, false, jobs);
      CHECK(result.text ==
            "{\"text\":\"b\"}\n{\"text\":\"a\\nfail\"}\n{\"text\":\"d\"}\n"
            "{\"text\":\"fail\\ne\"}\n{\"text\":\"g\"}\n");
      CHECK(result.totals.errors == 2);  // the exit status is 2
      CHECK(result.totals.documents == 5);
      REQUIRE(result.said.size() == 2);
      CHECK(result.said[0].find("in:2: error: " + std::string(filter) + " failed: ") !=
            std::string::npos);
    }
  }
}

TEST_CASE("with --errors it goes there, with the reason") {
  for (const char* filter : {"failing", "failing-in-order"}) {
    for (const unsigned jobs : {1U, 3U}) {
      const Result result = run_over(input, {{filter, {}, 1}}, true, jobs);
      CHECK(result.text == "{\"text\":\"b\"}\n{\"text\":\"d\"}\n{\"text\":\"g\"}\n");
      CHECK(result.totals.errors == 0);
      CHECK(result.totals.aside == 2);
      CHECK(result.errors.find("\"line\":2") != std::string::npos);
      CHECK(result.errors.find("\"line\":4") != std::string::npos);
      CHECK(result.errors.find(std::string(filter) + " failed: ") != std::string::npos);
    }
  }
}

TEST_CASE("a document that is put off is told of once") {
  for (const bool aside : {false, true}) {
    const Result one = run_over(input, {{"failing", {}, 1}, {"putting-off", {}, 1}}, aside, 1);
    const Result three = run_over(input, {{"failing", {}, 1}, {"putting-off", {}, 1}}, aside, 3);
    CHECK(one.text == three.text);
    CHECK(one.errors == three.errors);
    CHECK(one.said.size() == (aside ? 0 : 2));
    CHECK(std::count(one.errors.begin(), one.errors.end(), '\n') == (aside ? 2 : 0));
  }
}

TEST_CASE("--strict, and what is not about the document, end the run") {
  CHECK_THROWS_AS(run_over(input, {{"failing", {}, 1}}, true, 3, true), Error);
  CHECK_THROWS_AS(run_over("{\"text\":\"disk\"}\n", {{"failing", {}, 1}}, true, 1), Error);
}
