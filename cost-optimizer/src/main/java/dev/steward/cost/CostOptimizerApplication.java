package dev.steward.cost;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class CostOptimizerApplication {

    public static void main(String[] args) {
        SpringApplication.run(CostOptimizerApplication.class, args);
    }
}
