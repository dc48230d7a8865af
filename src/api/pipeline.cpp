#include <exception>
#include <mutex>
#include <stdexcept>

#include "core/error.h"
#include "core/filter.h"
#include "dechaff.h"
#include "dedup/ledger.h"
#include "evidence/of_document.h"
#include "learn/site_pack.h"
#include "model/line_model.h"
#include "render/writer.h"
#include "rules/pack_library.h"
#include "run/chain.h"
#include "run/recipe.h"

namespace dechaff {
namespace {

/// Errors with their place, as the program shows them.
template <class Action>
auto with_plain_errors(Action work) {
  try {
    return work();
  } catch (const Error& error) {
    throw std::runtime_error(message_of(error));
  }
}

Pipeline::Decision public_form(const dechaff::Decision& decision) {
  return {std::string(name_of(decision.deed)),
          decision.span.begin,
          decision.span.end,
          decision.line + 1,
          std::string(decision.stage),
          std::string(decision.reason.code),
          why_of(decision),
          because_text(decision),
          decision.score,
          decision.replacement};
}

std::vector<StageSpec> stages_of(const Pipeline::Options& options, const RulesFolder& folder) {
  std::vector<StageSpec> stages;
  if (const FilterInfo* filter = find_filter(options.recipe)) {
    stages.emplace_back().filter = filter->name;
  } else {
    stages = recipe::find(options.recipe, folder);
  }
  for (const std::string& setting : options.settings) recipe::override_setting(stages, setting);
  return stages;
}

}  // namespace

struct Pipeline::State {
  /// A chain with what it works on. One call has it at a time.
  struct Seat {
    dedup::Ledger ledger;
    Document document;
    std::unique_ptr<Chain> chain;
  };

  explicit State(const Options& options)
      : ledger(options.ledger),
        folder(options.rules),
        packs(folder),
        stages(stages_of(options, folder)) {
    if (options.model) model = std::make_unique<model::LineModel>(folder);
    resources.packs = &packs;
    resources.model = model.get();
    resources.sites = &sites;
    resources.languages = options.languages;
    resources.explaining = options.evidence;
    for (const std::string& language : options.languages) {
      if (packs.of_language(language) == 0)
        throw Error({}, "no language pack is called '" + language + "'");
    }
    free.push_back(make_seat());
    in_order = free.back()->chain->first_ordered() < free.back()->chain->size();
  }

  /// A store must not lose what was added to it because nobody called save(). When the caller fails
  /// its output is not safe: what was added since the last save() is forgotten then.
  ~State() {
    if (!in_order || std::uncaught_exceptions() > exceptions) return;
    try {
      commit();
    } catch (...) {  // save() reports it
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Only a recipe in order keeps anything; its chain is the one in `free`.
  void commit() {
    if (!in_order) return;
    const std::scoped_lock turn(one_by_one);
    if (!abandoned) free.back()->chain->commit();
  }

  void abandon() {
    const std::scoped_lock turn(one_by_one);
    abandoned = true;
  }

  std::unique_ptr<Seat> make_seat() const {
    auto seat = std::make_unique<Seat>();
    Resources own = resources;
    if (ledger) own.ledger = &seat->ledger;
    seat->chain = std::make_unique<Chain>(stages, own);
    return seat;
  }

  std::unique_ptr<Seat> take() {
    {
      const std::scoped_lock lock(mutex);
      if (!free.empty()) {
        auto seat = std::move(free.back());
        free.pop_back();
        return seat;
      }
    }
    return make_seat();
  }

  void give_back(std::unique_ptr<Seat> seat) {
    const std::scoped_lock lock(mutex);
    free.push_back(std::move(seat));
  }

  /// Runs the chain over `text` and lets `use` look at the seat. The seat of a call that throws is
  /// not used again, save that of a recipe in order, which has no other.
  template <class Use>
  auto run(std::string_view text, std::string_view id, std::vector<text::Hash128> before, Use use) {
    return with_plain_errors([&] {
      std::unique_lock<std::mutex> turn(one_by_one, std::defer_lock);
      if (in_order) turn.lock();
      std::unique_ptr<Seat> seat = take();
      struct Back {
        State& state;
        std::unique_ptr<Seat>& seat;
        ~Back() { state.give_back(std::move(seat)); }
      } back{*this, seat};
      seat->ledger.begin(std::move(before));
      seat->document.assign(text);
      seat->document.id = id;
      seat->document.source = "-";
      evidence::attach(seat->document, nullptr);
      if (!seat->chain->process(seat->document, 0, seat->chain->size()))
        throw Error({},
                    "dedup: 'memory' that does not suffice, 'count' and 'keep' over the input read "
                    "each text twice, and a pipeline cannot come back to one");
      return use(*seat);
    });
  }

  const bool ledger;
  const RulesFolder folder;
  const rules::PackLibrary packs;
  std::unique_ptr<model::LineModel> model;
  const learn::SitePacks sites;
  const std::vector<StageSpec> stages;
  Resources resources;
  bool in_order = false, abandoned = false;
  const int exceptions = std::uncaught_exceptions();
  std::mutex mutex, one_by_one;
  std::vector<std::unique_ptr<Seat>> free;
};

Pipeline::Pipeline(const Options& options)
    : state_(with_plain_errors([&] { return std::make_unique<State>(options); })) {}
Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;

bool Pipeline::in_order() const { return state_->in_order; }

Pipeline::Result Pipeline::clean(std::string_view text, std::string_view id) const {
  return state_->run(text, id, {}, [](State::Seat& seat) {
    Result out{cleaned(seat.document), {}};
    for (const auto& decision : seat.document.decisions)
      out.decisions.push_back(public_form(decision));
    return out;
  });
}

std::string Pipeline::clean_text(std::string_view text, std::string_view id) const {
  return state_->run(text, id, {}, [](State::Seat& seat) { return cleaned(seat.document); });
}

void Pipeline::save() const {
  with_plain_errors([&] { state_->commit(); });
}

void Pipeline::abandon() const { state_->abandon(); }

std::vector<Pipeline::Key> Pipeline::keys(std::string_view text, std::string_view id) const {
  return state_->run(text, id, {}, [](State::Seat& seat) {
    std::vector<Key> out;
    for (const text::Hash128& key : seat.ledger.asked()) out.push_back({key.low, key.high});
    return out;
  });
}

std::string Pipeline::clean_after(std::string_view text, const std::vector<Key>& earlier,
                                  std::string_view id) const {
  std::vector<text::Hash128> before;
  for (const Key& key : earlier) before.push_back({key[0], key[1]});
  return state_->run(text, id, std::move(before),
                     [](State::Seat& seat) { return cleaned(seat.document); });
}

}  // namespace dechaff
