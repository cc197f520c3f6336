using Cake.Frosting;

namespace FrostingBuild.Tasks;

internal sealed class HiddenTask : FrostingTask<BuildContext>;
