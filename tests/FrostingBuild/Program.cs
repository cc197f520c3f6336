using Cake.Frosting;
using FrostingBuild;

return new CakeHost().UseContext<BuildContext>().UseLifetime<BuildLifetime>().Run(args);
