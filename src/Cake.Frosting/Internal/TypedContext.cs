using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>The context of a build as the type that its tasks and lifetimes work with.</summary>
internal static class TypedContext
{
    /// <summary>The context as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">The registered context is of another type.</exception>
    public static T As<T>(this ICakeContext? context)
        where T : ICakeContext
    {
        ArgumentNullException.ThrowIfNull(context);
        return (T)context;
    }
}
