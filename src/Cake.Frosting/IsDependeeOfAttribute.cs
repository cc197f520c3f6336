using System.Diagnostics.CodeAnalysis;

namespace Cake.Frosting;

/// <summary>Another task that this one runs before: the dependency, declared from the other end.</summary>
/// <param name="type">The task that runs after. It must be an <see cref="IFrostingTask"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The parameter keeps the name that callers of the package may write.")]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The task that runs after.</summary>
    public Type Task { get; } = type;
}
