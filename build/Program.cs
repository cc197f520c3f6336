using Build;
using Cake.Frosting;
using Cake.Frosting.SupplyChain;
using Microsoft.Extensions.DependencyInjection;

var summary = new ReleaseSummary();
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(summary))
    .UseContext<BuildContext>()
    .UseTaskTeardown<SummaryTeardown>()
    .AddAssembly(typeof(GateTask).Assembly)
    .Run(args);
summary.Print(Console.Out);
return code;
