using System.Diagnostics.CodeAnalysis;

namespace Cake.Frosting;

/// <summary>Another task that runs before this one.</summary>
/// <param name="type">The task that runs before. It must be an <see cref="IFrostingTask"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The parameter keeps the name that callers of the package may write.")]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The task that runs before.</summary>
    public Type Task { get; } = type;
}
