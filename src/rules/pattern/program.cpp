#include "rules/pattern/program.h"

namespace dechaff::rules {
namespace {

using Node = SyntaxNode;
using Step = Program::Step;
using Kind = Step::Kind;

constexpr std::size_t most_steps = 5000;
constexpr std::uint64_t letters = std::uint64_t{0x07FFFFFE} << 32U;  // a to z in the second half

/// Thrown for what has no program.
struct Unsupported {};

/// The step of a node without parts.
Step leaf(const Node& node) {
  // Both lists of kinds begin with the same seven.
  static_assert(static_cast<int>(Node::Kind::set) == static_cast<int>(Kind::set) &&
                static_cast<int>(Node::Kind::word_border) == static_cast<int>(Kind::word_border));
  if (node.kind > Node::Kind::word_border) throw Unsupported{};
  Step out;
  out.kind = static_cast<Kind>(node.kind);
  out.set = node.set;
  out.c = node.c;
  return out;
}

class Emitter {
 public:
  explicit Emitter(std::vector<Step>& steps) : steps_(steps) {}

  void emit(const Node& node) {
    switch (node.kind) {
      case Node::Kind::sequence:
        for (const Node& part : node.parts) emit(part);
        break;
      case Node::Kind::alternatives:
        alternatives(node);
        break;
      case Node::Kind::repeat:
        repeat(node);
        break;
      default:
        put(leaf(node));
    }
  }

  std::uint32_t put(const Step& step) {
    if (steps_.size() >= most_steps) throw Unsupported{};
    steps_.push_back(step);
    return here() - 1;
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(steps_.size()); }

  std::uint32_t fork() {
    Step step;
    step.kind = Kind::fork;
    step.to = here() + 1;
    return put(step);
  }

  std::uint32_t jump(std::uint32_t to) {
    Step step;
    step.kind = Kind::jump;
    step.to = to;
    return put(step);
  }

  void alternatives(const Node& node) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i + 1 < node.parts.size(); ++i) {
      const std::uint32_t split = fork();
      emit(node.parts[i]);
      ends.push_back(jump(0));
      steps_[split].other = here();
    }
    emit(node.parts.back());
    for (const std::uint32_t end : ends) steps_[end].to = here();
  }

  void repeat(const Node& node) {
    const Node& part = node.parts.front();
    if (part.kind <= Node::Kind::set) {
      Step run = leaf(part);
      run.run = true;
      run.least = node.least;
      run.most = node.most;
      put(run);
      return;
    }
    if (part.empty && node.most > 1) throw Unsupported{};
    for (std::uint32_t i = 0; i < node.least; ++i) emit(part);
    if (node.most == Node::no_limit) {
      const std::uint32_t split = fork();
      emit(part);
      jump(split);
      steps_[split].other = here();
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.least; i < node.most; ++i) {
      splits.push_back(fork());
      emit(part);
    }
    for (const std::uint32_t split : splits) steps_[split].other = here();
  }

  std::vector<Step>& steps_;
};

}  // namespace

AsciiSet Program::ascii_of(const Step& step) const {
  if (step.kind == Kind::any) return {~std::uint64_t{0}, ~std::uint64_t{0}};
  AsciiSet out{};
  if (step.kind != Kind::set) {
    if (step.c < 128) put(out, step.c);
    if (step.kind == Kind::folded && step.c >= 'a' && step.c <= 'z') put(out, step.c & ~0x20U);
    return out;
  }
  const CodePoints& set = sets[step.set];
  out = set.ascii;
  // The bits of small letters are those of the capitals, 32 places on.
  if (set.folds) out[1] = (out[1] & ~(letters >> 32U)) | (out[1] & letters) >> 32U;
  if (set.negated) out = {~out[0], ~out[1]};
  return out;
}

bool Program::takes(const Step& step, char32_t point, char32_t folded) const {
  switch (step.kind) {
    case Kind::point:
      return point == step.c;
    case Kind::folded:
      return folded == step.c;
    case Kind::any:
      return point != '\n';
    default:
      return sets[step.set].hold(point, folded);
  }
}

std::optional<Program> compile_pattern(Syntax syntax) {
  try {
    Program out;
    Emitter emitter(out.steps);
    emitter.emit(syntax.root);
    emitter.put({});
    out.sets = std::move(syntax.sets);
    return out;
  } catch (const Unsupported&) {
    return std::nullopt;
  }
}

}  // namespace dechaff::rules
