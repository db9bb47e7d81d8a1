// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Programs written by hand: each function gives an instruction, operands stand before their operator.
library Code {
    bytes internal constant UNDEFINED = hex"00";
    bytes internal constant ERROR = hex"01";
    bytes internal constant FALSE = hex"02";
    bytes internal constant TRUE = hex"03";
    bytes internal constant NOT = hex"08";
    bytes internal constant AND = hex"10";
    bytes internal constant OR = hex"11";
    bytes internal constant IF = hex"15";
    bytes internal constant LESS = hex"19";
    bytes internal constant EQUAL = hex"1a";
    bytes internal constant AT_MOST = hex"1b";
    bytes internal constant AT_LEAST = hex"1e";
    bytes internal constant ADD = hex"20";

    function integer(int64 value) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"04", value);
    }

    function text(string memory value) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"05", bytes31(bytes(value)));
    }

    function attribute(string memory name) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"06", bytes31(bytes(name)));
    }

    function atLeast(string memory name, int64 value) internal pure returns (bytes memory) {
        return bytes.concat(attribute(name), integer(value), AT_LEAST);
    }

    function equals(string memory name, string memory value) internal pure returns (bytes memory) {
        return bytes.concat(attribute(name), text(value), EQUAL);
    }

    /// @dev Memory >= 4096 && Region == "eu" && HasGPU && Price <= 20000000000: as people write requirements.
    function fourClauses() internal pure returns (bytes memory) {
        return bytes.concat(_threeClauses(), attribute("price"), integer(20e9), AT_MOST, AND);
    }

    /// @dev As `fourClauses`, but all of it is what owners say.
    function fourClausesSaid() internal pure returns (bytes memory) {
        return bytes.concat(_threeClauses(), atLeast("cpus", 4), AND);
    }

    function _threeClauses() private pure returns (bytes memory) {
        return bytes.concat(atLeast("memory", 4096), equals("region", "EU"), AND, attribute("hasgpu"), AND);
    }
}
