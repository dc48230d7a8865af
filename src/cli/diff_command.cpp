#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "bytes/same_file.h"
#include "cli/arguments.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/resources.h"
#include "cli/terminal.h"
#include "compare/diff_page.h"
#include "compare/difference.h"
#include "run/run.h"

namespace dechaff::cli {
namespace {

/// A side: what runs, and what it is called.
struct Side {
  std::string name, recipe;
  Options options;
};

/// Takes A and B off the words, unless the rules are what differs.
std::pair<Side, Side> sides_of(Arguments& choice) {
  std::vector<std::string> words = choice.options.files;
  for (const std::string* word : {&choice.second, &choice.word}) {
    if (!word->empty()) words.insert(words.begin(), *word);
  }
  if (choice.recipe.empty()) choice.recipe = "default";
  Side a{choice.rules_a, choice.recipe, choice.options};
  Side b{choice.rules_b, choice.recipe, choice.options};
  if (choice.rules_a.empty() != choice.rules_b.empty()) {
    throw Error({}, "--rules-a and --rules-b go together");
  }
  if (choice.rules_a.empty()) {
    if (words.size() < 3) {
      throw Error({}, "diff takes two recipes and at least one file", {},
                  "e.g. 'dechaff diff careful strict page.txt'");
    }
    a.name = a.recipe = words[0];
    b.name = b.recipe = words[1];
    words.erase(words.begin(), words.begin() + 2);
  } else if (words.empty()) {
    throw Error({}, "diff reads files: name at least one");
  }
  choice.options.files = std::move(words);
  a.options.rules_root = choice.rules_a;
  b.options.rules_root = choice.rules_b;
  a.options.explain = b.options.explain = true;  // say what weighed most
  return {a, b};
}

void run_side(const Side& side, const Arguments& choice, compare::SampleReducer&& reducer,
              std::uint64_t& errors) {
  const LoadedResources resources(side.options);
  RunOptions running;
  running.files = choice.options.files;
  running.reading = choice.options.reading;
  running.stop_at_error = choice.options.strict;
  running.jobs = jobs_of(choice.options);
  running.report = [&errors](const Error& error) {
    complain(error);
    errors += error.severity == Severity::error ? 1U : 0U;
  };
  run(running, find_recipe(side.recipe), resources.view(), reducer, {});
}

class Colours {
 public:
  explicit Colours(bool on) : on_(on) {}
  std::string red(const std::string& text) const { return paint("31", text); }
  std::string green(const std::string& text) const { return paint("32", text); }
  std::string bold(const std::string& text) const { return paint("1", text); }
  std::string faint(const std::string& text) const { return paint("2", text); }

 private:
  std::string paint(std::string_view code, const std::string& text) const {
    return on_ ? fmt::format("\x1B[{}m{}\x1B[0m", code, text) : text;
  }
  bool on_;
};

bool colours_wanted(Color color, const std::string& output) {
  if (color != Color::automatic) return color == Color::always;
  const char* no = std::getenv("NO_COLOR");
  return output == "-" && is_terminal(1) && (no == nullptr || *no == '\0');
}

std::string why(const compare::Change* change) {
  if (change == nullptr) return {};
  return "  (" + change->code + (change->rule.empty() ? "" : ": " + visible(change->rule)) + ')';
}

/// The lines that differ with two lines around, as a unified diff from A's text to B's.
std::string unified(const compare::Sampled& document, const Colours& colours) {
  constexpr std::size_t around = 2;
  const std::vector<compare::LinePair> lines = compare::lines_of(document);
  std::vector<char> shown(lines.size(), 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].differs()) continue;
    for (std::size_t k = i < around ? 0 : i - around; k < std::min(lines.size(), i + around + 1);
         ++k)
      shown[k] = 1;
  }
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const compare::LinePair& line = lines[i];
    if (shown[i] == 0) continue;
    if (i == 0 || shown[i - 1] == 0)
      out += colours.faint(fmt::format("@@ line {} @@", line.number)) + '\n';
    if (!line.differs()) {
      if (!line.gone_a) out += ' ' + visible(line.a) + '\n';
      continue;
    }
    if (!line.gone_a) {
      out += colours.red('-' + visible(line.a)) + colours.faint(why(line.why_b)) + '\n';
    }
    if (!line.gone_b) {
      out += colours.green('+' + visible(line.b)) + colours.faint(why(line.why_a)) + '\n';
    }
  }
  return out;
}

/// "only strict: boilerplate.model 12, dedup.sentence 3" of all documents that differ.
std::string reasons(const std::vector<compare::Difference>& differences, const Side& a,
                    const Side& b) {
  std::map<std::string, std::size_t> count_a, count_b;
  for (const compare::Difference& difference : differences) {
    for (const compare::Part& part : compare::parts_of(*difference.document)) {
      if (part.same()) continue;
      if (part.a != nullptr) ++count_a[part.a->code];
      if (part.b != nullptr) ++count_b[part.b->code];
    }
  }
  std::string out;
  for (const auto& [side, counts] : {std::pair{&a, &count_a}, std::pair{&b, &count_b}}) {
    std::vector<std::pair<std::string, std::size_t>> all(counts->begin(), counts->end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& x, const auto& y) { return x.second > y.second; });
    if (all.empty()) continue;
    out += "only " + visible(side->name) + ':';
    for (const auto& [code, n] : all) {
      out += fmt::format("{}{} {}", &code == &all.front().first ? " " : ", ", code, n);
    }
    out += '\n';
  }
  return out;
}

void print_text(const std::vector<compare::Difference>& differences, const Side& a, const Side& b,
                const Arguments& choice, const std::string& sums, bytes::Output& out) {
  const Colours colours(colours_wanted(choice.color, choice.options.output));
  out.write(sums + '\n' + reasons(differences, a, b));
  for (std::size_t i = 0; i < std::min(choice.top, differences.size()); ++i) {
    const compare::Sampled& document = *differences[i].document;
    const std::string id = document.id.empty() ? "" : " " + visible(document.id);
    out.write('\n' + colours.bold(visible(document.source) + id) + '\n' +
              visible(compare::summary(differences[i], a.name, b.name)) + '\n' +
              unified(document, colours));
  }
}

void print_page(const std::vector<compare::Difference>& differences, const Side& a, const Side& b,
                const Arguments& choice, const std::string& sums, bytes::Output& out) {
  render::PageFrame frame;
  frame.title = a.name + " and " + b.name;
  frame.about = sums;
  frame.left = a.name;
  frame.right = b.name;
  frame.two_sides = true;
  out.write(frame.head());
  for (std::size_t i = 0; i < std::min(choice.top, differences.size()); ++i) {
    out.write(compare::section(differences[i], a.name, b.name));
  }
  out.write(frame.foot());
}

int diff(Arguments& choice) {
  const auto [a, b] = sides_of(choice);
  choice.options.files = input_files(choice.options);
  for (const std::string& file : choice.options.files) {
    if (file == "-") throw Error({}, "diff reads its input twice: name files, not standard input");
  }
  bytes::refuse_same_files({{"-o", choice.options.output}}, choice.options.files);
  SampleSize size = choice.options.sample;
  if (!size.given) size.documents = 1000;
  compare::Sample sample(size);
  std::uint64_t errors = 0, again = 0;
  using Reducer = compare::SampleReducer;
  run_side(a, choice, Reducer(sample, Reducer::Side::a), errors);
  run_side(b, choice, Reducer(sample, Reducer::Side::b), again);
  const std::vector<compare::Difference> differences = compare::differences(sample);
  const std::string sums = fmt::format(
      "{} of {} documents differ{}", differences.size(), sample.documents().size(),
      sample.seen() > sample.documents().size() ? fmt::format(" (a sample of {})", sample.seen())
                                                : "");
  bytes::Output out(choice.options.output);
  if (!choice.page) out.pass_colours();  // print_text escapes what is not its own
  (choice.page ? print_page : print_text)(differences, a, b, choice, sums, out);
  out.finish();
  if (errors > 0) return 2;
  return differences.empty() ? 0 : 1;
}

void set_color(Arguments& arguments, const std::string& color) {
  arguments.color = color == "always"  ? Color::always
                    : color == "never" ? Color::never
                                       : Color::automatic;
}

}  // namespace

Command diff_command() {
  const char* const recipes = "careful|default|strict|FILE";
  return {
      .name = "diff",
      .group = "Explain and restore",
      .summary = "show where two recipes, or two states of the rules, differ",
      .examples = {"dechaff diff careful strict page.txt",
                   "dechaff diff --html -o diff.html default ./my.toml dump.jsonl.gz",
                   "dechaff diff --rules-a old/rules --rules-b rules --sample 200 dump.jsonl.gz"},
      .options = joined(
          {{row({"--rules-a"}, "DIR", "compare rules: the first rules folder",
                at<&Arguments::rules_a>),
            row({"--rules-b"}, "DIR", "compare rules: the second; no A and B then",
                at<&Arguments::rules_b>),
            recipe_option("with --rules-a: what both run (default: default)"),
            sample_option("compare N documents, or P% of them, chosen by their ids (default 1000)"),
            row({"--top"}, "N", "show the N most different documents (default 20)",
                at<&Arguments::top>),
            row({"--html"}, "", "a page to look at", at<&Arguments::page>),
            row({"--color"}, "auto|always|never", "colours (default auto: on a terminal)",
                set_color),
            row({"A"}, recipes, "the first recipe, by name or file", at<&Arguments::word>),
            row({"B"}, recipes, "the second recipe", at<&Arguments::second>),
            files_option("files to read, each twice")},
           input_options(),
           {output_option()},
           rule_options()}),
      .run = diff};
}

}  // namespace dechaff::cli
