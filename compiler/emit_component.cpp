#include "compiler/emitter.h"

namespace plume::compiler {

void Emitter::emit_component(const Element&, Place&) {}

}  // namespace plume::compiler
