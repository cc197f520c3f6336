using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the services of a build in one place.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds services; a later registration takes precedence over an earlier one.</summary>
    /// <param name="services">The services of the build.</param>
    void Configure(IServiceCollection services);
}
